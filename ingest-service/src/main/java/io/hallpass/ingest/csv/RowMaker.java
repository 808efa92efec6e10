package io.hallpass.ingest.csv;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.hallpass.ingest.row.JsonBytes;
import io.hallpass.ingest.row.RawRecords;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.runtime.topics.ErrorCode;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Makes the records of one file: of each row its collected cells, as text, as they were written.
 * Every row of the file must pass here, in order, for a key that comes twice to be seen.
 */
final class RowMaker {
  private static final HashFunction HASH = Hashing.farmHashFingerprint64();

  private final RawRecords records;
  private final CsvResource resource;
  private final Header header;
  private final String topic;
  private final long position;
  private final byte[][] keyNames;
  private final byte[][] names;
  private final JsonBytes json = new JsonBytes();
  private final KeyTable keys = new KeyTable();

  private byte[] key;
  private byte[] value;
  private ErrorCode code;
  private String field;

  RowMaker(RawRecords records, SetPlan.PlannedFile file, long position) {
    this.records = records;
    this.resource = file.resource();
    this.header = file.header();
    this.topic = records.topic(resource.name());
    this.position = position;
    this.keyNames = RowColumns.names(resource.columns().key());
    this.names = RowColumns.names(resource.columns().columns());
  }

  /** Reads the row the splitter stands on; true where it must be rejected. */
  boolean refuses(CsvSplitter row) {
    code = null;
    field = null;
    value = null;
    if (row.broken()) {
      code = ErrorCode.UNREADABLE_ROW;
    } else if (row.cells() != header.cells()) {
      code = ErrorCode.CELL_COUNT;
    } else {
      readCells(row);
    }
    return code != null;
  }

  private void readCells(CsvSplitter row) {
    value = object(row, header.columns(), names);
    if (!json.readable()) {
      value = null;
      code = ErrorCode.UNREADABLE_ROW;
      return;
    }
    for (int i = 0; i < header.key().length; i++) {
      if (blank(row, header.key()[i])) {
        code = ErrorCode.MISSING_KEY;
        field = resource.columns().key().get(i);
        return;
      }
    }
    key = object(row, header.key(), keyNames);
    if (!keys.agrees(hash(key), hash(value))) {
      code = ErrorCode.DUPLICATE_KEY;
      field = String.join(",", resource.columns().key());
    }
  }

  private static long hash(byte[] bytes) {
    return HASH.hashBytes(bytes).asLong();
  }

  private byte[] object(CsvSplitter row, int[] cells, byte[][] fields) {
    json.begin();
    for (int i = 0; i < cells.length; i++) {
      json.field(fields[i]);
      json.text(row.buffer(), row.start(cells[i]), row.length(cells[i]));
    }
    return json.end();
  }

  private static boolean blank(CsvSplitter row, int cell) {
    char[] buffer = row.buffer();
    int start = row.start(cell);
    int end = start + row.length(cell);
    for (int i = start; i < end; i++) {
      if (!Character.isWhitespace(buffer[i])) {
        return false;
      }
    }
    return true;
  }

  /** Why the row that was read last is refused; null where it is not. */
  ErrorCode code() {
    return code;
  }

  /** The column at fault, or null. */
  String field() {
    return field;
  }

  /** The collected cells of the row that was read last, as JSON. */
  byte[] value() {
    return value;
  }

  /** The record of the row that was read last. */
  SourceRecord row(Map<String, Object> offset) {
    return records.row(offset, topic, key, value, position, List.of());
  }

  /** The reject of the row that was read last. */
  SourceRecord reject(Map<String, Object> offset, CsvSplitter row) {
    String at = resource.file() + ":" + row.line();
    return records.reject(offset, value, code, field, resource.name(), at);
  }
}
