package io.hallpass.ingest.jdbc;

import io.hallpass.ingest.row.JsonBytes;
import io.hallpass.ingest.row.RawRecords;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.runtime.topics.ErrorCode;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/** Makes the records of one resource: of each row its collected columns, as text. */
final class RowMaker {
  private final RawRecords records;
  private final JdbcResource resource;
  private final long position;
  private final String topic;
  private final List<String> key;
  private final List<String> columns;
  private final byte[][] keyNames;
  private final byte[][] names;
  private final JsonBytes json = new JsonBytes();

  private ColumnKind[] kinds;
  private byte[] keyBytes;
  private byte[] value;
  private ErrorCode code;
  private String field;

  /** Records at this position. */
  RowMaker(RawRecords records, JdbcResource resource, long position) {
    this.records = records;
    this.resource = resource;
    this.position = position;
    this.topic = records.topic(resource.name());
    this.key = resource.columns().key();
    this.columns = resource.columns().columns();
    this.keyNames = RowColumns.names(key);
    this.names = RowColumns.names(columns);
  }

  /** Learns the columns of rows to come: those that {@link Select} asks for. */
  void rowsOf(ResultSet rows) throws SQLException {
    ResultSetMetaData meta = rows.getMetaData();
    kinds = new ColumnKind[meta.getColumnCount()];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] =
          ColumnKind.of(
              meta.getColumnType(i + 1), meta.getColumnTypeName(i + 1), meta.getPrecision(i + 1));
    }
  }

  /** Reads the row that {@code rows} stands on; true where it must be rejected. */
  boolean refuses(ResultSet rows) throws SQLException {
    code = null;
    field = null;
    value = null;
    keyBytes = null;
    String[] texts = texts(rows);
    if (code != null) {
      return true;
    }
    byte[] whole = object(names, texts, columns);
    if (!json.readable()) {
      code = ErrorCode.UNREADABLE_ROW;
      return true;
    }
    value = whole;
    for (String column : key) {
      String text = texts[columns.indexOf(column)];
      if (text == null || text.isBlank()) {
        code = ErrorCode.MISSING_KEY;
        field = column;
        return true;
      }
    }
    keyBytes = object(keyNames, texts, key);
    return false;
  }

  /** A value that Java has no form for (a day 0) is no reason to stop reading the others. */
  private String[] texts(ResultSet rows) throws SQLException {
    String[] texts = new String[columns.size()];
    for (int i = 0; i < texts.length; i++) {
      try {
        texts[i] = kinds[i].text(rows, i + 1);
      } catch (SQLException | DateTimeException e) {
        passOn(e);
        code = ErrorCode.UNREADABLE_ROW;
        field = columns.get(i);
      }
    }
    return texts;
  }

  /**
   * A value is what it is; a connection that is gone is no matter of the value. Of a month 0
   * MySQL's and MariaDB's drivers throw what Java's own dates do.
   */
  private static void passOn(Exception e) throws SQLException {
    if (e instanceof SQLException lost && String.valueOf(lost.getSQLState()).startsWith("08")) {
      throw lost;
    }
  }

  private byte[] object(byte[][] fields, String[] texts, List<String> of) {
    json.begin();
    for (int i = 0; i < fields.length; i++) {
      json.field(fields[i]);
      json.text(texts[columns.indexOf(of.get(i))]);
    }
    return json.end();
  }

  /** The key of the row that was read last; null where it was rejected for want of one. */
  byte[] key() {
    return keyBytes;
  }

  /** The collected columns of the row that was read last. */
  byte[] value() {
    return value;
  }

  /** Rejects the row that was read last after all: another of its key came before it. */
  void refuseDuplicate() {
    code = ErrorCode.DUPLICATE_KEY;
    field = String.join(",", key);
  }

  /** When the row was changed; null where it does not say, also for want of a form in Java. */
  Moment moment(ResultSet rows) throws SQLException {
    int column = changedColumn();
    try {
      return kinds[column - 1].moment(rows, column);
    } catch (SQLException | DateTimeException e) {
      passOn(e);
      return null;
    }
  }

  /** What the next page begins after: the row's moment and key, as the driver takes them back. */
  List<Object> place(ResultSet rows) throws SQLException {
    List<Object> place = new ArrayList<>();
    for (String column : key) {
      place.add(rows.getObject(columns.indexOf(column) + 1));
    }
    return Select.parameters(changed(rows), place);
  }

  private Object changed(ResultSet rows) throws SQLException {
    int column = changedColumn();
    try {
      return kinds[column - 1].temporal(rows, column);
    } catch (SQLException | DateTimeException e) {
      passOn(e);
      // The database knows its own text, also that of a day 0.
      return rows.getString(column);
    }
  }

  private int changedColumn() {
    return resource.selected().indexOf(resource.changedColumn()) + 1;
  }

  /** The record of the row that was read last. */
  SourceRecord row(Map<String, Object> offset) {
    return records.row(offset, topic, keyBytes, value, position, List.of());
  }

  /**
   * The reject of the row that was read last.
   *
   * @param number of the row in this pass, from 1
   */
  SourceRecord reject(Map<String, Object> offset, long number) {
    String at = resource.label() + ":" + number;
    return records.reject(offset, value, code, field, resource.name(), at);
  }
}
