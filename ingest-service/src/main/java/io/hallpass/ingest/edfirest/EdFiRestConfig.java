package io.hallpass.ingest.edfirest;

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

/** The configuration of {@link EdFiRestSourceConnector}. */
public final class EdFiRestConfig {
  /** Rows of a page; the most that an ODS/API gives unless its host says otherwise. */
  public static final int PAGE_SIZE = 500;

  /** Where change queries are, below the API's address. */
  public static final String CHANGES_PATH = "changeQueries/v1";

  static final long SETTLE_MILLIS = 2_000;

  private EdFiRestConfig() {}

  /** Every key of the connector. */
  public static ConfigDef definition() {
    return RestKeys.definition(PAGE_SIZE)
        .define(
            "changes.path",
            Type.STRING,
            CHANGES_PATH,
            new ConfigDef.NonEmptyString(),
            Importance.LOW,
            "Where change queries are, below `url`.")
        .define(
            "settle.ms",
            Type.LONG,
            SETTLE_MILLIS,
            ConfigDef.Range.between(0, 600_000),
            Importance.LOW,
            "Milliseconds between asking for the newest change version and reading up to it: as"
                + " long as a transaction of the server may take from getting its version to its"
                + " end.");
  }

  /**
   * Reads settings.
   *
   * @throws ConfigException with every problem
   */
  public static EdFiRestSettings read(Map<String, String> config) {
    AbstractConfig values = RestConfig.values(definition(), config);
    List<String> problems = new ArrayList<>();
    RestSettings rest = RestConfig.read(values, problems);
    String changes = values.getString("changes.path");
    if (!changes.matches("[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*")) {
      problems.add("changes.path must be a path below url, such as " + CHANGES_PATH);
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new EdFiRestSettings(rest, changes, values.getLong("settle.ms"));
  }

  static Map<String, String> write(EdFiRestSettings settings) {
    Map<String, String> config = RestConfig.write(EdFiRestSourceConnector.class, settings.rest());
    config.put("changes.path", settings.changesPath());
    config.put("settle.ms", Long.toString(settings.settleMillis()));
    return config;
  }
}
