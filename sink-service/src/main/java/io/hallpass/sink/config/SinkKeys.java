package io.hallpass.sink.config;

import io.hallpass.schemas.Catalogue;
import io.hallpass.sink.table.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** The keys of the warehouse sink, each with what it means and which values it takes. */
public final class SinkKeys {
  public static final String URL = "warehouse.jdbc.url";
  public static final String USER = "warehouse.user";
  public static final String PASSWORD = "warehouse.password";
  public static final String SCHEMA = "warehouse.schema";
  public static final String COLUMNS = "warehouse.columns";
  public static final String BATCH = "warehouse.batch.records";
  public static final String RESTORED = "warehouse.when.restored";
  public static final String BACKOFF = "warehouse.retry.backoff.ms";
  public static final String FRESHNESS = "warehouse.freshness.interval.ms";
  public static final String REGISTRY = "schema.registry.url";
  public static final String BOOTSTRAP = "kafka.bootstrap.servers";

  /** Value of {@link #RESTORED}: stop. */
  public static final String FAIL = "fail";

  /** Value of {@link #RESTORED}: read on from where the restored warehouse stands. */
  public static final String REPLAY = "replay";

  private static final Pattern SCHEMA_NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  private SinkKeys() {}

  /** The definition Connect checks configurations against. */
  public static ConfigDef definition(Catalogue catalogue) {
    return new ConfigDef()
        .define(
            URL,
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            validator("jdbc:postgresql://host:port/database, without a password", SinkKeys::url),
            Importance.HIGH,
            "The warehouse's database. Driver properties may follow, a password may not. A"
                + " connection pooler in between must keep sessions. Where it names no `sslmode`,"
                + " the connection is encrypted (`require`) unless the host is this machine"
                + " (`localhost`, `127.0.0.1`, `::1`).")
        .define(
            USER,
            Type.STRING,
            "",
            Importance.HIGH,
            "The database user, where `warehouse.jdbc.url` names none. It must be allowed to create the schemas `hallpass` and"
                + " `warehouse.schema`, or to create tables in them where they exist.")
        .define(
            PASSWORD,
            Type.PASSWORD,
            "",
            Importance.HIGH,
            "The user's password; a reference such as `${env:ACME_PASSWORD}`.")
        .define(
            SCHEMA,
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            validator(SCHEMA_NAME.pattern() + ", none of PostgreSQL's own", SinkKeys::schema),
            Importance.HIGH,
            "The recipient's schema in the database. It belongs to one topic alone.")
        .define(
            COLUMNS,
            Type.LIST,
            ConfigDef.NO_DEFAULT_VALUE,
            validator("entity.field or entity, ...", (key, value) -> columns(catalogue, value)),
            Importance.HIGH,
            "The fields that have a column, as `entity.field`, and entities that have a table of"
                + " keys alone, as `entity`. Keys are implied. `apply` derives them from the"
                + " agreements. A released value without a column stops the task.")
        .define(
            BATCH,
            Type.INT,
            20_000,
            Range.between(1, 1_000_000),
            Importance.LOW,
            "The most records in one transaction.")
        .define(
            RESTORED,
            Type.STRING,
            FAIL,
            ConfigDef.ValidString.in(FAIL, REPLAY),
            Importance.MEDIUM,
            "What to do where the warehouse is behind what this sink reported to Kafka, as it is"
                + " after a restore from a backup: `fail` stops the task; `replay` reads on from"
                + " where the warehouse stands. A backup older than half of the topic's"
                + " delete.retention.ms stops the task in any case.")
        .define(
            BACKOFF,
            Type.LONG,
            1_000L,
            Range.between(1, 600_000),
            Importance.LOW,
            "How long to wait before another try where the warehouse, the registry or Kafka did not"
                + " answer.")
        .define(
            FRESHNESS,
            Type.LONG,
            60_000L,
            Range.between(1, 86_400_000),
            Importance.LOW,
            "How often to note in the warehouse that it lacks nothing, so that a topic where"
                + " nothing happens does not look like a sink that was away.")
        .define(
            REGISTRY,
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            validator("http://host:port or https://host:port", SinkKeys::registry),
            Importance.HIGH,
            "The schema registry, Confluent-compatible.")
        .define(
            BOOTSTRAP,
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            new ConfigDef.NonEmptyString(),
            Importance.HIGH,
            "The Kafka brokers, to ask about the topic itself. Further keys with the prefix"
                + " `kafka.` are settings of Kafka's admin client, such as"
                + " `kafka.security.protocol`.");
  }

  private static void url(String key, Object value) {
    String url = String.valueOf(value);
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new ConfigException(key + " must begin with jdbc:postgresql:");
    }
    if (url.toLowerCase(java.util.Locale.ROOT).contains("password=")) {
      throw new ConfigException(key + " must not hold a password; it belongs into " + PASSWORD);
    }
  }

  private static void schema(String key, Object value) {
    String name = String.valueOf(value);
    boolean taken =
        name.equals("hallpass") || name.equals("information_schema") || name.startsWith("pg_");
    if (taken || !SCHEMA_NAME.matcher(name).matches()) {
      throw new ConfigException(
          key + " must match " + SCHEMA_NAME + " and be neither hallpass nor PostgreSQL's own");
    }
  }

  private static void registry(String key, Object value) {
    if (!String.valueOf(value).matches("https?://.+")) {
      throw new ConfigException(key + " must be an http or https URL");
    }
  }

  private static void columns(Catalogue catalogue, Object value) {
    List<String> problems = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(entry -> columns.add(String.valueOf(entry)));
    }
    if (columns.isEmpty()) {
      problems.add("at least one entity.field is needed");
    }
    Layout.of("checked", catalogue, columns, problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(COLUMNS + ": " + String.join("; ", problems));
    }
  }

  private static ConfigDef.Validator validator(String form, ConfigDef.Validator check) {
    return ConfigDef.LambdaValidator.with(
        (key, value) -> {
          if (value != null) {
            check.ensureValid(key, value);
          }
        },
        () -> form);
  }
}
