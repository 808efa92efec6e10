package io.hallpass.cli.spine;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** One recipient's schema, read whole. */
final class Tables {
  private Tables() {}

  /**
   * Rows by table and key ({@code studentId/recordId} or {@code recordId}): the columns that are
   * not null.
   */
  static Map<String, Map<String, Map<String, Object>>> read(String url, String schema)
      throws SQLException {
    Map<String, Map<String, Map<String, Object>>> tables = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url);
        ResultSet found =
            connection.getMetaData().getTables(null, schema, "%", new String[] {"TABLE"})) {
      while (found.next()) {
        String table = found.getString("TABLE_NAME");
        tables.put(table, rows(connection, schema, table));
      }
    }
    tables.values().removeIf(Map::isEmpty);
    return tables;
  }

  private static Map<String, Map<String, Object>> rows(
      Connection connection, String schema, String table) throws SQLException {
    Map<String, Map<String, Object>> rows = new HashMap<>();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(5000);
      try (ResultSet result =
          statement.executeQuery("SELECT * FROM \"" + schema + "\".\"" + table + "\"")) {
        ResultSetMetaData meta = result.getMetaData();
        while (result.next()) {
          Map<String, Object> row = new TreeMap<>();
          String student = null;
          String record = null;
          for (int i = 1; i <= meta.getColumnCount(); i++) {
            String column = meta.getColumnName(i);
            if (column.equals("student_id")) {
              student = result.getString(i);
            } else if (column.equals("record_id")) {
              record = result.getString(i);
            } else if (result.getObject(i) != null) {
              row.put(column, value(result, i, meta.getColumnTypeName(i)));
            }
          }
          if (rows.put(student == null ? record : student + "/" + record, row) != null) {
            throw new AssertionError(table + " holds a key twice");
          }
        }
      }
    }
    connection.rollback();
    connection.setAutoCommit(true);
    return rows;
  }

  private static Object value(ResultSet result, int i, String type) throws SQLException {
    switch (type) {
      case "date":
        return result.getObject(i, LocalDate.class);
      case "timestamptz":
        Timestamp at = result.getTimestamp(i);
        return at.toInstant();
      case "_text":
        Array array = result.getArray(i);
        return Arrays.asList((String[]) array.getArray());
      case "uuid":
        return result.getString(i);
      default:
        return result.getObject(i);
    }
  }
}
