package io.hallpass.cli.expected;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads one recipient's schema whole, without holding it in memory. */
public final class WarehouseRows {
  private static final int AT_A_TIME = 5000;

  private WarehouseRows() {}

  /**
   * Hands over every row of every table.
   *
   * @param url of the database
   * @param schema the recipient's; it need not be there yet
   */
  public static void read(String url, String schema, Consumer<WarehouseRow> to)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      // Without a transaction the driver would read a table into memory before the first row.
      connection.setAutoCommit(false);
      for (String table : tables(connection, schema)) {
        rows(connection, schema, table, to);
      }
      connection.rollback();
    }
  }

  private static List<String> tables(Connection connection, String schema) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet found =
        connection.getMetaData().getTables(null, schema, "%", new String[] {"TABLE"})) {
      while (found.next()) {
        tables.add(found.getString("TABLE_NAME"));
      }
    }
    return tables;
  }

  private static void rows(
      Connection connection, String schema, String table, Consumer<WarehouseRow> to)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(AT_A_TIME);
      try (ResultSet result =
          statement.executeQuery("SELECT * FROM \"" + schema + "\".\"" + table + "\"")) {
        while (result.next()) {
          to.accept(row(result, table));
        }
      }
    }
  }

  private static WarehouseRow row(ResultSet result, String table) throws SQLException {
    ResultSetMetaData meta = result.getMetaData();
    Map<String, Object> values = new TreeMap<>();
    String student = null;
    String record = null;
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      String column = meta.getColumnName(i);
      if (column.equals("student_id")) {
        student = result.getString(i);
      } else if (column.equals("record_id")) {
        record = result.getString(i);
      } else if (result.getObject(i) != null) {
        values.put(column, value(result, i, meta.getColumnTypeName(i)));
      }
    }
    return new WarehouseRow(table, student == null ? record : student + "/" + record, values);
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
