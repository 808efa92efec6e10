package io.hallpass.sink.delivery;

import io.hallpass.sink.copy.CopyBuffer;
import io.hallpass.sink.copy.RowKey;
import io.hallpass.sink.copy.RowWriter;
import io.hallpass.sink.copy.UnfitRecordException;
import io.hallpass.sink.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one batch changes in one table: the last write of each key. */
final class TableChanges {
  /** Room for lengths and widened values, beyond the bytes of the value itself. */
  private static final int OVERHEAD = 128;

  private final Table table;
  private final Map<RowKey, Released> lastWrites = new LinkedHashMap<>();
  private final List<RowKey> deletes = new ArrayList<>();
  private CopyBuffer rows;

  TableChanges(Table table) {
    this.table = table;
  }

  void add(RowKey key, Released record) {
    lastWrites.put(key, record);
  }

  /**
   * Turns values into rows.
   *
   * @throws UnfitRecordException where a value cannot become a row, saying where it stands
   */
  void encode(RowWriter writer) {
    rows = new CopyBuffer(capacity());
    rows.header();
    for (Map.Entry<RowKey, Released> write : lastWrites.entrySet()) {
      Released record = write.getValue();
      if (record.value() == null) {
        deletes.add(write.getKey());
        continue;
      }
      try {
        writer.write(write.getKey(), record.value(), rows);
      } catch (UnfitRecordException e) {
        throw new UnfitRecordException(e.getMessage() + " (" + record + ")");
      }
    }
    rows.trailer();
  }

  private int capacity() {
    long bytes = OVERHEAD;
    for (Released record : lastWrites.values()) {
      bytes += record.value() == null ? 0 : record.value().length + OVERHEAD;
    }
    return (int) Math.min(bytes, Integer.MAX_VALUE / 2);
  }

  Table table() {
    return table;
  }

  /** Rows to insert or update, as binary {@code COPY}. */
  CopyBuffer rows() {
    return rows;
  }

  boolean hasRows() {
    return lastWrites.size() > deletes.size();
  }

  /** Rows to delete. */
  List<RowKey> deletes() {
    return deletes;
  }
}
