package io.hallpass.cli.apply;

import io.hallpass.cli.district.District;
import io.hallpass.cli.district.Recipient;
import io.hallpass.cli.source.Source;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.normalize.mapping.StandardMappings;
import io.hallpass.runtime.settings.CodesSetting;
import io.hallpass.runtime.settings.MappingSetting;
import io.hallpass.runtime.settings.Setting;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a district's files ask for: topics, settings and connectors.
 *
 * @param topics the district's
 * @param partitions of its topics
 * @param specs topics that services write
 * @param vendorSpecs topics that vendors write; made last, so that nothing in them is older than
 *     the settings
 * @param settings by key
 * @param sources connector configurations by name
 * @param sinks likewise
 */
public record Plan(
    DistrictTopics topics,
    int partitions,
    List<TopicSpec> specs,
    List<TopicSpec> vendorSpecs,
    Map<String, Setting> settings,
    Map<String, Map<String, String>> sources,
    Map<String, Map<String, String>> sinks) {
  /** The source that the command line writes consents to. */
  public static final String BUILT_IN = "hallpass";

  private static final String BUILT_IN_MAPPING = "hallpass-consents";

  /** The plan of a district whose files were checked. */
  public static Plan of(District district, Map<String, Mapping> mappings, Connectors connectors) {
    DistrictTopics topics = new DistrictTopics(district.name());
    int n = district.partitions();
    List<TopicSpec> specs = new ArrayList<>(TopicSpec.ofDistrict(topics, n));
    List<TopicSpec> vendorSpecs = new ArrayList<>();
    for (Source source : district.sources()) {
      for (ResourceMapping resource : mappings.get(source.name()).resources()) {
        TopicSpec spec = TopicSpec.rows(topics.raw(source.name(), resource.name()), n);
        (source.settings().vendorWrites() ? vendorSpecs : specs).add(spec);
      }
    }
    for (Recipient recipient : district.recipients()) {
      specs.add(TopicSpec.compacted(topics.released(recipient.name()), n));
    }
    return new Plan(
        topics,
        n,
        specs,
        vendorSpecs,
        settings(district),
        connectors.sources(district, mappings),
        connectors.sinks(district));
  }

  private static Map<String, Setting> settings(District district) {
    Map<String, Setting> settings = new TreeMap<>();
    add(settings, district.setting());
    district.codes().forEach((name, csv) -> add(settings, new CodesSetting(name, csv)));
    long codes = district.codes().hashCode();
    for (Source source : district.sources()) {
      add(settings, mapping(source.name(), source.kind().text(), source.mappingText(), codes));
    }
    String builtIn = StandardMappings.mapping(BUILT_IN_MAPPING).orElseThrow();
    add(settings, mapping(BUILT_IN, BUILT_IN, builtIn, 0));
    district
        .recipients()
        .forEach(recipient -> recipient.agreements().forEach(a -> add(settings, a)));
    return settings;
  }

  private static MappingSetting mapping(String source, String kind, String yaml, long codes) {
    return new MappingSetting(source, kind, yaml, version(yaml) * 31 + codes);
  }

  /** FNV-1a, so that a version means the same wherever it is computed. */
  private static long version(String text) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }

  private static void add(Map<String, Setting> settings, Setting setting) {
    settings.put(setting.key(), setting);
  }
}
