package io.hallpass.ingest.cdc;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The configuration of Debezium's connector for a source: it reads one publication with {@code
 * pgoutput}, takes the listed columns of the listed tables, and hands out values as text wherever
 * it can.
 */
final class DebeziumSettings {
  /** Where Debezium says how its snapshot goes. The topic never reaches Kafka. */
  static final String NOTIFICATIONS = "notifications";

  private static final String LOGICAL_MESSAGE = "hallpass";

  private DebeziumSettings() {}

  /** Debezium's name for the source, under which Connect keeps its offsets. */
  static String prefix(PostgresCdcSettings settings) {
    return settings.district() + "." + settings.source();
  }

  static Map<String, String> of(PostgresCdcSettings settings) {
    PostgresCdcSettings.Database database = settings.database();
    Map<String, String> config = new TreeMap<>();
    config.put("name", settings.connectorName());
    config.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
    config.put("topic.prefix", prefix(settings));
    config.put("database.hostname", database.host());
    config.put("database.port", Integer.toString(database.port()));
    config.put("database.dbname", database.name());
    config.put("database.user", database.user());
    config.put("database.password", database.password());
    database
        .driverProperties()
        .forEach((key, value) -> config.put("database." + key, (String) value));
    config.put("plugin.name", "pgoutput");
    config.put("publication.name", settings.publication());
    config.put("publication.autocreate.mode", "disabled");
    config.put("slot.name", settings.slot());
    config.put("table.include.list", tables(settings));
    config.put("column.include.list", columns(settings));
    config.put("message.key.columns", keys(settings));
    config.put("snapshot.mode", "initial");
    config.put("poll.interval.ms", "20");
    config.put("skipped.operations", "none");
    config.put("tombstones.on.delete", "false");
    config.put("decimal.handling.mode", "string");
    config.put("time.precision.mode", "isostring");
    config.put("interval.handling.mode", "string");
    config.put("binary.handling.mode", "base64");
    config.put("hstore.handling.mode", "json");
    config.put("include.unknown.datatypes", "true");
    // By default a value that cannot be converted would silently become null.
    config.put("event.converting.failure.handling.mode", "fail");
    heartbeats(settings, config);
    config.put("notification.enabled.channels", "sink");
    config.put("notification.sink.topic.name", NOTIFICATIONS);
    return config;
  }

  /**
   * A slot only moves on with what it sends. Where other databases of the server are busy and the
   * collected tables are not, it would keep the server's log for ever, so a message is written into
   * that log from time to time; it holds nothing.
   */
  private static void heartbeats(PostgresCdcSettings settings, Map<String, String> config) {
    config.put("heartbeat.interval.ms", Long.toString(settings.heartbeatMillis()));
    config.put(
        "heartbeat.action.query",
        "SELECT pg_logical_emit_message(false, '" + LOGICAL_MESSAGE + "', '')");
    config.put("message.prefix.exclude.list", LOGICAL_MESSAGE);
  }

  private static String tables(PostgresCdcSettings settings) {
    return settings.tables().stream()
        .map(DebeziumSettings::pattern)
        .collect(Collectors.joining(","));
  }

  private static String columns(PostgresCdcSettings settings) {
    return settings.tables().stream()
        .flatMap(
            table ->
                table.columns().columns().stream().map(column -> pattern(table) + "\\." + column))
        .collect(Collectors.joining(","));
  }

  private static String keys(PostgresCdcSettings settings) {
    return settings.tables().stream()
        .map(table -> pattern(table) + ":" + String.join(",", table.columns().key()))
        .collect(Collectors.joining(";"));
  }

  /** Identifiers are plain, so only the dot between them means something in a pattern. */
  private static String pattern(CapturedTable table) {
    return table.schema() + "\\." + table.table();
  }
}
