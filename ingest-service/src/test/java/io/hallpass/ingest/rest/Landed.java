package io.hallpass.ingest.rest;

import io.hallpass.ingest.Taken;
import io.hallpass.runtime.topics.RawHeaders;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * What the landing store holds after these records, in a few lines: rows by key, older positions
 * refused, deletions, and at a complete marker the end of what stands at an older position.
 */
public final class Landed {
  private final Map<String, Map<String, Stored>> topics = new HashMap<>();
  private long removed;

  private record Stored(String value, long position) {}

  /** Takes records in their order. */
  public void take(Collection<SourceRecord> records) {
    records.forEach(this::take);
  }

  private void take(SourceRecord record) {
    if (record.topic().endsWith(".control.status") || record.topic().endsWith(".rejected")) {
      return;
    }
    Map<String, Stored> rows = topics.computeIfAbsent(record.topic(), t -> new HashMap<>());
    long position = Taken.position(record);
    if (Taken.marker(record)) {
      if (record.kafkaPartition() == 0 && RawHeaders.complete(Taken.headers(record))) {
        long before = rows.size();
        rows.values().removeIf(row -> row.position() < position);
        removed += before - rows.size();
      }
      return;
    }
    String key = Taken.text(record.key());
    Stored old = rows.get(key);
    if (old != null && old.position() > position) {
      return;
    }
    if (record.value() == null) {
      rows.remove(key);
    } else {
      rows.put(key, new Stored(Taken.text(record.value()), position));
    }
  }

  /** How many rows markers removed. */
  public long removed() {
    return removed;
  }

  /** Values by key. */
  public Map<String, String> rows(String topic) {
    Map<String, String> rows = new TreeMap<>();
    topics.getOrDefault(topic, Map.of()).forEach((key, row) -> rows.put(key, row.value()));
    return rows;
  }
}
