package io.hallpass.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.csv.CsvSourceTask;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** A connector's task without Connect: its records are counted and committed at once. */
final class RosterTask implements AutoCloseable {
  private static final String STATUS = ".control.status";

  private final CsvSourceTask task = new CsvSourceTask();
  private Map<String, Object> offset;
  private long records;

  RosterTask(Map<String, String> config) {
    task.initialize(new Context(config));
    task.start(config);
  }

  /** Polls once more, when a set that was read is archived. */
  void archive() throws InterruptedException {
    assertThat(task.poll()).isNull();
  }

  /** The next thing that status is told. */
  String told() throws InterruptedException {
    String told = null;
    while (told == null) {
      List<SourceRecord> batch = task.poll();
      if (batch != null && !batch.isEmpty()) {
        SourceRecord last = batch.get(batch.size() - 1);
        offset = new HashMap<>(last.sourceOffset());
        records += batch.size();
        told = last.topic().endsWith(STATUS) ? new String((byte[]) last.value()) : null;
      }
    }
    return told;
  }

  /** How many records there were since this was asked last. */
  long records() {
    long since = records;
    records = 0;
    return since;
  }

  @Override
  public void close() {
    task.stop();
  }

  private final class Context implements SourceTaskContext, OffsetStorageReader {
    private final Map<String, String> config;

    private Context(Map<String, String> config) {
      this.config = config;
    }

    @Override
    public Map<String, String> configs() {
      return config;
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
      return this;
    }

    @Override
    public PluginMetrics pluginMetrics() {
      return null;
    }

    @Override
    public <T> Map<String, Object> offset(Map<String, T> partition) {
      return offset;
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(
        Collection<Map<String, T>> partitions) {
      Map<Map<String, T>, Map<String, Object>> all = new HashMap<>();
      partitions.forEach(partition -> all.put(partition, offset));
      return all;
    }
  }
}
