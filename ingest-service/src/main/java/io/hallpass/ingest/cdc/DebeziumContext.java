package io.hallpass.ingest.cdc;

import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.source.TransactionContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Our task's context as Debezium's task sees it: with other offsets. */
record DebeziumContext(SourceTaskContext ours, OffsetStorageReader offsetStorageReader)
    implements SourceTaskContext {
  @Override
  public Map<String, String> configs() {
    return ours.configs();
  }

  @Override
  public TransactionContext transactionContext() {
    return ours.transactionContext();
  }

  @Override
  public PluginMetrics pluginMetrics() {
    return ours.pluginMetrics();
  }
}
