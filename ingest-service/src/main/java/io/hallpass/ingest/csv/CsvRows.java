package io.hallpass.ingest.csv;

import io.hallpass.ingest.fileset.FileRow;
import io.hallpass.ingest.fileset.FileRows;
import io.hallpass.ingest.row.JsonBytes;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.runtime.topics.ErrorCode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The rows of one file: of each its collected cells, as text, as they were written. */
final class CsvRows implements FileRows {
  /** What OneRoster's {@code status} says of a row of a delta file that is gone. */
  private static final String GONE = "tobedeleted";

  private final CsvSplitter rows;
  private final CsvResource resource;
  private final Header header;
  private final List<String> names;
  private final byte[][] keyNames;
  private final byte[][] columnNames;
  private final JsonBytes json = new JsonBytes();

  /**
   * Takes over a splitter that stands on the header.
   *
   * @param names of the columns, as the header has them
   */
  CsvRows(CsvSplitter rows, CsvResource resource, Header header, List<String> names) {
    this.rows = rows;
    this.resource = resource;
    this.header = header;
    this.keyNames = RowColumns.names(resource.columns().key());
    this.columnNames = RowColumns.names(resource.columns().columns());
    this.names = names.stream().map(String::strip).toList();
  }

  @Override
  public boolean next() throws IOException {
    return rows.next();
  }

  @Override
  public int column(String name) {
    return names.indexOf(name);
  }

  @Override
  public String text(int column) {
    return column >= 0 && column < rows.cells() ? rows.text(column) : "";
  }

  @Override
  public String at() {
    return resource.file() + ":" + rows.line();
  }

  @Override
  public Optional<String> unread() {
    return rows.lost()
        ? Optional.of(at() + ": " + rows.why() + "; what follows cannot be read")
        : Optional.empty();
  }

  @Override
  public FileRow row() {
    if (rows.broken() || rows.swallows(header.cells())) {
      return refused(ErrorCode.UNREADABLE_ROW, null, null);
    }
    if (rows.cells() != header.cells()) {
      return refused(ErrorCode.CELL_COUNT, null, null);
    }
    boolean gone = gone();
    byte[] value = gone ? null : object(header.columns(), columnNames);
    if (!gone && !json.readable()) {
      return refused(ErrorCode.UNREADABLE_ROW, null, null);
    }
    for (int i = 0; i < header.key().length; i++) {
      if (blank(header.key()[i])) {
        return refused(ErrorCode.MISSING_KEY, resource.columns().key().get(i), value);
      }
    }
    byte[] key = object(header.key(), keyNames);
    return json.readable()
        ? new FileRow.Taken(resource.name(), key, value)
        : refused(ErrorCode.UNREADABLE_ROW, null, null);
  }

  private FileRow refused(ErrorCode code, String field, byte[] value) {
    return new FileRow.Refused(resource.name(), code, field, value);
  }

  private boolean gone() {
    return header.status() >= 0 && rows.text(header.status()).strip().equalsIgnoreCase(GONE);
  }

  private byte[] object(int[] cells, byte[][] fields) {
    json.begin();
    for (int i = 0; i < cells.length; i++) {
      json.field(fields[i]);
      json.text(rows.buffer(), rows.start(cells[i]), rows.length(cells[i]));
    }
    return json.end();
  }

  private boolean blank(int cell) {
    char[] buffer = rows.buffer();
    int start = rows.start(cell);
    int end = start + rows.length(cell);
    for (int i = start; i < end; i++) {
      if (!Character.isWhitespace(buffer[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
