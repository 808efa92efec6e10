package io.hallpass.ingest.cdc;

import io.hallpass.ingest.row.RawRecords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Turns Debezium's records into rows and markers. Debezium's envelope ends here.
 *
 * <p>While a snapshot is under way every offset says so; only the record after its end markers
 * carries one that can be resumed from. So a snapshot whose markers did not get through is taken
 * again, also where there are no transactions around the records.
 */
final class ChangeReader {
  /** On a deletion: the row's key changed, and its new version follows. */
  private static final String KEY_CHANGED = "__debezium.newkey";

  private final RawRecords records;
  private final Map<String, TableReader> tables = new HashMap<>();
  private final String collected;
  private final Position position;
  private final LongConsumer snapshotEnd;
  private final boolean markersOwed;

  private boolean snapshot;
  private long snapshotPosition;
  private Map<String, Object> lastOffset;

  /**
   * A reader.
   *
   * @param snapshot whether Debezium takes a snapshot first
   * @param lastOffset where it goes on; null where it does not
   * @param position of the last record ever sent
   * @param snapshotEnd told the snapshot's position when it is complete
   */
  ChangeReader(
      PostgresCdcSettings settings,
      RawRecords records,
      String collected,
      boolean snapshot,
      Map<String, Object> lastOffset,
      Position position,
      LongConsumer snapshotEnd) {
    this.records = records;
    this.collected = collected;
    this.snapshot = snapshot;
    this.markersOwed = snapshot;
    this.lastOffset = lastOffset;
    this.position = position;
    this.snapshotEnd = snapshotEnd;
    for (CapturedTable table : settings.tables()) {
      tables.put(table.id(), new TableReader(table, records.topic(table.name())));
    }
  }

  /**
   * The records for Kafka, in the same order.
   *
   * @throws DataException where the log does not say all of a row: a collected column is missing,
   *     or a key changed beside a large value (TOAST) that did not, so that nobody has a value
   *     under the new key
   */
  List<SourceRecord> read(List<SourceRecord> debezium) {
    List<SourceRecord> out = new ArrayList<>(debezium.size() + 1);
    for (SourceRecord record : debezium) {
      if (!(record.value() instanceof Struct value)) {
        continue;
      }
      if (record.topic().equals(DebeziumSettings.NOTIFICATIONS)) {
        notification(record, value, out);
      } else if (value.schema().field("op") != null && value.schema().field("source") != null) {
        change(record, value, out);
      } else if (!snapshot) {
        heartbeat(record, out);
      }
    }
    return out;
  }

  private void notification(SourceRecord record, Struct value, List<SourceRecord> out) {
    if (!"Initial Snapshot".equals(value.getString("aggregate_type"))
        || !"COMPLETED".equals(value.getString("type"))
        || !markersOwed
        || !snapshot) {
      return;
    }
    long at = snapshotPosition(lsn(record.sourceOffset()));
    Map<String, Object> incomplete = StoredOffset.incomplete(record.sourceOffset(), at);
    for (TableReader table : tables.values()) {
      out.addAll(records.markers(incomplete, table.topic(), at));
    }
    snapshot = false;
    snapshotEnd.accept(at);
    heartbeat(record, out);
  }

  private void heartbeat(SourceRecord record, List<SourceRecord> out) {
    String json = "{\"position\":" + position.last() + "}";
    out.add(records.progress(offset(record), json.getBytes(StandardCharsets.UTF_8)));
  }

  private void change(SourceRecord record, Struct value, List<SourceRecord> out) {
    Struct source = value.getStruct("source");
    TableReader table = tables.get(source.getString("schema") + "." + source.getString("table"));
    if (table == null) {
      return;
    }
    long lsn = lsn(source);
    switch (value.getString("op")) {
      case "r" -> snapshotRow(record, value, table, lsn, out);
      case "c", "u" -> {
        Struct before = value.getStruct("before");
        Struct after = value.getStruct("after");
        long at = position.change(lsn);
        byte[] row = table.value(after, before);
        if (value.getString("op").equals("c") && !table.unchanged().isEmpty()) {
          throw new DataException("a key changed beside a large value that the log leaves out");
        }
        out.add(
            records.row(
                offset(record), table.topic(), table.key(after), row, at, table.unchanged()));
      }
      case "d" -> {
        long at = position.change(lsn);
        out.add(
            records.row(
                deletionOffset(record),
                table.topic(),
                table.key((Struct) record.key()),
                null,
                at,
                List.of()));
      }
      case "t" -> truncated(record, table, lsn, out);
      default -> {
        // Logical messages of others are not ours to carry.
      }
    }
  }

  private void snapshotRow(
      SourceRecord record, Struct value, TableReader table, long lsn, List<SourceRecord> out) {
    long at = snapshotPosition(lsn);
    Struct after = value.getStruct("after");
    byte[] row = table.value(after, null);
    Map<String, Object> offset = StoredOffset.incomplete(record.sourceOffset(), at);
    out.add(records.row(offset, table.topic(), table.key(after), row, at, table.unchanged()));
  }

  /** All rows of a snapshot stand at the same position, as do its markers. */
  private long snapshotPosition(long lsn) {
    if (snapshotPosition == 0) {
      snapshotPosition = position.boundary(lsn);
    }
    return snapshotPosition;
  }

  /** Everything is gone that stood before it. Only the last marker says that it was sent. */
  private void truncated(SourceRecord record, TableReader table, long lsn, List<SourceRecord> out) {
    long at = position.boundary(lsn);
    Map<String, Object> before = lastOffset == null ? offset(record) : lastOffset;
    List<SourceRecord> markers = records.markers(before, table.topic(), at);
    out.addAll(markers.subList(0, markers.size() - 1));
    SourceRecord last = markers.get(markers.size() - 1);
    out.add(
        new SourceRecord(
            last.sourcePartition(),
            offset(record),
            last.topic(),
            last.kafkaPartition(),
            last.keySchema(),
            last.key(),
            last.valueSchema(),
            last.value(),
            last.timestamp(),
            last.headers()));
  }

  /**
   * A changed key arrives as a deletion and a creation from one entry of the log. Whoever resumed
   * between them would never see the creation, so the deletion is not yet progress.
   */
  private Map<String, Object> deletionOffset(SourceRecord record) {
    boolean half = record.headers().lastWithName(KEY_CHANGED) != null;
    return half && lastOffset != null ? lastOffset : offset(record);
  }

  private Map<String, Object> offset(SourceRecord record) {
    lastOffset = StoredOffset.complete(record.sourceOffset(), position.last(), collected);
    return lastOffset;
  }

  private static long lsn(Struct source) {
    Long lsn = source.getInt64("lsn");
    return lsn == null ? 0 : lsn;
  }

  private static long lsn(Map<String, ?> offset) {
    return offset.get("lsn") instanceof Number number ? number.longValue() : 0;
  }
}
