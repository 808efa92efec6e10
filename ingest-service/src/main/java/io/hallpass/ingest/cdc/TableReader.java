package io.hallpass.ingest.cdc;

import io.hallpass.ingest.row.JsonBytes;
import io.hallpass.ingest.row.RowColumns;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** Turns one table's rows from Debezium's structures into flat JSON of the collected columns. */
final class TableReader {
  private final CapturedTable table;
  private final String topic;
  private final byte[][] keyNames;
  private final byte[][] names;
  private final JsonBytes json = new JsonBytes();
  private final List<String> unchanged = new ArrayList<>();

  /**
   * A reader.
   *
   * @param topic that the rows go to
   */
  TableReader(CapturedTable table, String topic) {
    this.table = table;
    this.topic = topic;
    this.keyNames = RowColumns.names(table.columns().key());
    this.names = RowColumns.names(table.columns().columns());
  }

  /** The topic that the rows go to. */
  String topic() {
    return topic;
  }

  /** The key of a row, from the structure that holds its key columns. */
  byte[] key(Struct row) {
    json.begin();
    List<String> key = table.columns().key();
    for (int i = 0; i < keyNames.length; i++) {
      Field field = field(row, key.get(i));
      json.field(keyNames[i]);
      json.text(TextForm.of(field.schema(), row.get(field)));
    }
    return json.end();
  }

  /**
   * A row's collected columns. Those that PostgreSQL left out because they did not change are not
   * among them, but afterwards in {@link #unchanged}.
   *
   * @param before the row as it was, where PostgreSQL sent it; else null
   */
  byte[] value(Struct row, Struct before) {
    unchanged.clear();
    json.begin();
    List<String> columns = table.columns().columns();
    for (int i = 0; i < names.length; i++) {
      String column = columns.get(i);
      Field field = field(row, column);
      Object value = row.get(field);
      if (TextForm.unavailable(value)) {
        Object old = before == null ? null : before.get(field(before, column));
        if (old == null || TextForm.unavailable(old)) {
          unchanged.add(column);
          continue;
        }
        value = old;
      }
      json.field(names[i]);
      json.text(TextForm.of(field.schema(), value));
    }
    return json.end();
  }

  /** Columns that {@link #value} left out. */
  List<String> unchanged() {
    return List.copyOf(unchanged);
  }

  private Field field(Struct row, String column) {
    Field field = row.schema().field(column);
    if (field == null) {
      throw new DataException(
          table.id() + "." + column + " is not there any more; mend the mapping and apply it");
    }
    return field;
  }
}
