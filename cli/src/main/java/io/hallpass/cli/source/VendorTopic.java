package io.hallpass.cli.source;

import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.runtime.config.YamlNode;
import io.hallpass.runtime.settings.MappingSetting;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A vendor that publishes to the raw topics itself: nothing to run. */
record VendorTopic() implements SourceSettings {
  static final SourceKind KIND =
      new SourceKind() {
        @Override
        public String text() {
          return MappingSetting.KAFKA_TOPIC;
        }

        @Override
        public Set<String> required() {
          return Set.of();
        }

        @Override
        public Set<String> optional() {
          return Set.of();
        }

        @Override
        public Optional<SourceSettings> read(Map<String, YamlNode> entries, Path dir) {
          return Optional.of(new VendorTopic());
        }
      };

  @Override
  public Optional<Map<String, String>> connector(Place place, Source source, Mapping mapping) {
    return Optional.empty();
  }

  @Override
  public boolean vendorWrites() {
    return true;
  }
}
