package io.hallpass.ingest.onerosterrest;

import io.hallpass.ingest.rest.RestConfig;
import io.hallpass.ingest.rest.RestKeys;
import io.hallpass.ingest.rest.RestSettings;
import io.hallpass.runtime.config.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The configuration of {@link OneRosterRestSourceConnector}. */
public final class OneRosterRestConfig {
  /** Rows of a page; what OneRoster says a server gives unasked. */
  public static final int PAGE_SIZE = 100;

  static final long OVERLAP_MILLIS = 600_000;

  private OneRosterRestConfig() {}

  /** Every key of the connector. */
  public static ConfigDef definition() {
    return RestKeys.definition(PAGE_SIZE)
        .define(
            "change.overlap.ms",
            Type.LONG,
            OVERLAP_MILLIS,
            ConfigDef.Range.between(0, 86_400_000),
            Importance.LOW,
            "Milliseconds by which a look for changes goes back behind the one before: as long as"
                + " a change may take from the time it bears to where it can be read.");
  }

  /**
   * Reads settings.
   *
   * @throws ConfigException with every problem
   */
  public static OneRosterRestSettings read(Map<String, String> config) {
    AbstractConfig values = RestConfig.values(definition(), config);
    List<String> problems = new ArrayList<>();
    RestSettings rest = RestConfig.read(values, problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new OneRosterRestSettings(rest, values.getLong("change.overlap.ms"));
  }

  static Map<String, String> write(OneRosterRestSettings settings) {
    Map<String, String> config =
        RestConfig.write(OneRosterRestSourceConnector.class, settings.rest());
    config.put("change.overlap.ms", Long.toString(settings.overlapMillis()));
    return config;
  }
}
