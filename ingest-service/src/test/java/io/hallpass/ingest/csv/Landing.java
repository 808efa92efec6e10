package io.hallpass.ingest.csv;

import io.hallpass.ingest.Taken;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.source.SourceRecord;

/** What the landing store makes of records: the newest position of a key wins, markers sweep. */
final class Landing {
  private record Row(long position, String value) {}

  private final String topic;
  private final Map<String, Row> rows = new TreeMap<>();

  Landing(String topic) {
    this.topic = topic;
  }

  void take(SourceRecord record) {
    if (!record.topic().equals(topic)) {
      return;
    }
    long position = Taken.position(record);
    if (Taken.marker(record)) {
      rows.replaceAll((key, row) -> row.position() < position ? new Row(position, null) : row);
      return;
    }
    String key = Taken.text(record.key());
    Row before = rows.get(key);
    if (before == null || position >= before.position()) {
      rows.put(key, new Row(position, record.value() == null ? null : Taken.text(record.value())));
    }
  }

  /** Rows that are there, by key. */
  Map<String, String> rows() {
    Map<String, String> there = new TreeMap<>();
    rows.forEach(
        (key, row) -> {
          if (row.value() != null) {
            there.put(key, row.value());
          }
        });
    return there;
  }
}
