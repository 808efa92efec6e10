package io.hallpass.sink;

import io.hallpass.schemas.Catalogue;
import io.hallpass.sink.config.SinkConfigCheck;
import io.hallpass.sink.config.SinkKeys;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Makes a PostgreSQL warehouse equal to one released topic, exactly once: rows and the offsets they
 * came from change in one transaction of the warehouse.
 */
public final class WarehouseSinkConnector extends SinkConnector {
  private Map<String, String> config = Map.of();

  /**
   * What a connector's configuration must say to Connect's consumer: only committed records, from
   * the start, in batches large enough to be fast.
   */
  public static Map<String, String> requiredConsumerOverrides() {
    return SinkConfigCheck.CONSUMER_OVERRIDES;
  }

  @Override
  public String version() {
    String version = WarehouseSinkConnector.class.getPackage().getImplementationVersion();
    return version == null ? "unreleased" : version;
  }

  @Override
  public void start(Map<String, String> props) {
    List<String> problems = SinkConfigCheck.problems(Catalogue.load(), props);
    if (!problems.isEmpty()) {
      throw new ConfigException(String.join(System.lineSeparator(), problems));
    }
    config = Map.copyOf(props);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return WarehouseSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return Collections.nCopies(maxTasks, config);
  }

  @Override
  public void stop() {
    config = Map.of();
  }

  @Override
  public ConfigDef config() {
    return SinkKeys.definition(Catalogue.load());
  }

  @Override
  public Config validate(Map<String, String> connectorConfigs) {
    return new Config(SinkConfigCheck.validate(Catalogue.load(), connectorConfigs));
  }

  /** Offsets can be reset; setting them would do nothing, since the warehouse's own count. */
  @Override
  public boolean alterOffsets(
      Map<String, String> connectorConfig, Map<TopicPartition, Long> offsets) {
    if (offsets.values().stream().anyMatch(offset -> offset != null)) {
      throw new ConnectException(
          "the offsets that count are in the warehouse, in hallpass.delivery_offsets");
    }
    return true;
  }
}
