package io.hallpass.sink.config;

import io.hallpass.schemas.Catalogue;
import io.hallpass.sink.table.Layout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;

/**
 * What a sink task works with.
 *
 * @param topic it delivers
 * @param group the consumer group it reports offsets in
 * @param url of the warehouse
 * @param login properties for PostgreSQL's driver
 * @param schema the recipient's
 * @param layout the tables that are configured
 * @param batchRecords the most records in one transaction
 * @param replayRestored whether to read on after a restore from a backup
 * @param backoffMillis before another try
 * @param freshnessMillis between notes that nothing is lacking
 * @param registryUrl of the schema registry
 * @param adminClient settings of Kafka's admin client
 */
public record SinkConfig(
    String topic,
    String group,
    String url,
    Properties login,
    String schema,
    Layout layout,
    int batchRecords,
    boolean replayRestored,
    long backoffMillis,
    long freshnessMillis,
    String registryUrl,
    Map<String, Object> adminClient) {
  private static final String KAFKA = "kafka.";

  /**
   * Reads a connector's configuration.
   *
   * @throws ConfigException with every problem
   */
  public static SinkConfig of(Catalogue catalogue, Map<String, String> given) {
    List<String> problems = SinkConfigCheck.problems(catalogue, given);
    if (!problems.isEmpty()) {
      throw new ConfigException(String.join(System.lineSeparator(), problems));
    }
    AbstractConfig config = new AbstractConfig(SinkKeys.definition(catalogue), given, false);
    String name = given.getOrDefault("name", "warehouse");
    String schema = config.getString(SinkKeys.SCHEMA);
    return new SinkConfig(
        given.get("topics").strip(),
        given.getOrDefault("consumer.override.group.id", "connect-" + name),
        config.getString(SinkKeys.URL),
        login(config, name),
        schema,
        Layout.of(schema, catalogue, config.getList(SinkKeys.COLUMNS), new ArrayList<>()),
        config.getInt(SinkKeys.BATCH),
        config.getString(SinkKeys.RESTORED).equals(SinkKeys.REPLAY),
        config.getLong(SinkKeys.BACKOFF),
        config.getLong(SinkKeys.FRESHNESS),
        config.getString(SinkKeys.REGISTRY),
        adminClient(given, name));
  }

  private static Properties login(AbstractConfig config, String name) {
    return WarehouseLogin.of(
        config.getString(SinkKeys.URL),
        config.getString(SinkKeys.USER),
        config.getPassword(SinkKeys.PASSWORD).value(),
        "hallpass " + name);
  }

  private static Map<String, Object> adminClient(Map<String, String> given, String name) {
    Map<String, Object> client = new HashMap<>();
    client.put(CommonClientConfigs.CLIENT_ID_CONFIG, "hallpass-" + name);
    client.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, "20000");
    client.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    given.forEach(
        (key, value) -> {
          if (key.startsWith(KAFKA)) {
            client.put(key.substring(KAFKA.length()), value);
          }
        });
    return client;
  }
}
