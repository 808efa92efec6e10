package io.hallpass.ingest;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** What Connect keeps between two runs of a task: the offsets of the records it committed. */
public final class StoredOffsets implements OffsetStorageReader {
  private final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();

  /** Commits a record. */
  public synchronized void commit(SourceRecord record) {
    offsets.put(Map.copyOf(record.sourcePartition()), new HashMap<>(record.sourceOffset()));
  }

  @Override
  public synchronized <T> Map<String, Object> offset(Map<String, T> partition) {
    return offsets.get(partition);
  }

  @Override
  public synchronized <T> Map<Map<String, T>, Map<String, Object>> offsets(
      Collection<Map<String, T>> partitions) {
    Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
    partitions.forEach(partition -> found.put(partition, offsets.get(partition)));
    return found;
  }

  /** A task's view of these offsets. */
  public SourceTaskContext context(Map<String, String> config) {
    return new SourceTaskContext() {
      @Override
      public Map<String, String> configs() {
        return config;
      }

      @Override
      public OffsetStorageReader offsetStorageReader() {
        return StoredOffsets.this;
      }

      @Override
      public PluginMetrics pluginMetrics() {
        return null;
      }
    };
  }
}
