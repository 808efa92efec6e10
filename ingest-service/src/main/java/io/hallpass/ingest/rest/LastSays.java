package io.hallpass.ingest.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Passes records on one batch behind, so that the last record of all can say what is finished then
 * and those before it do not: whatever is broken off is read again, also where no transaction is
 * around the records.
 */
public final class LastSays implements Out {
  private final Out out;
  private List<SourceRecord> held = List.of();

  /** Passes on to {@code out}. */
  public LastSays(Out out) {
    this.out = out;
  }

  @Override
  public void send(List<SourceRecord> records) throws InterruptedException {
    if (!records.isEmpty()) {
      out.send(held);
      held = records;
    }
  }

  /** Passes the last batch on. Where there was none, nothing is said of what is finished. */
  public void end(ResourceState after) throws InterruptedException {
    out.send(saying(held, after));
    held = List.of();
  }

  /** The same records; beside the last one stands what is finished then. */
  public static List<SourceRecord> saying(List<SourceRecord> records, ResourceState after) {
    if (records.isEmpty()) {
      return records;
    }
    List<SourceRecord> all = new ArrayList<>(records);
    SourceRecord last = all.remove(all.size() - 1);
    all.add(with(last, after.map()));
    return all;
  }

  private static SourceRecord with(SourceRecord record, Map<String, ?> offset) {
    return new SourceRecord(
        record.sourcePartition(),
        offset,
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        record.value(),
        record.timestamp(),
        record.headers());
  }
}
