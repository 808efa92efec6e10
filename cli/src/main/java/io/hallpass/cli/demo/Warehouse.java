package io.hallpass.cli.demo;

import io.hallpass.cli.expected.Contents;
import io.hallpass.cli.expected.WarehouseRows;
import io.hallpass.schemas.Category;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads one recipient's schema of a warehouse: everything the demo shows is read here. */
public final class Warehouse implements AutoCloseable {
  private final String url;
  private final Connection connection;
  private final String schema;

  /** Connects; the schema need not be there yet. */
  public Warehouse(String url, String schema) throws SQLException {
    this.url = url;
    this.connection = DriverManager.getConnection(url);
    this.schema = schema;
  }

  /** Rows by table; none before the sink has made its tables. */
  public Map<String, Long> rows() throws SQLException {
    Map<String, Long> rows = new TreeMap<>();
    for (String table : tables()) {
      rows.put(table, number("SELECT count(*) FROM " + name(table)));
    }
    return rows;
  }

  /** A line for each table or column that does not hold what is expected; no values. */
  public List<String> differences(Contents expected) throws SQLException {
    List<String> counts = Contents.counts(expected.rows(), rows());
    if (!counts.isEmpty()) {
      return counts;
    }
    Contents found = new Contents();
    WarehouseRows.read(url, schema, found::add);
    return expected.differences(found);
  }

  /** Values that are there, by category, which is each column's comment. */
  public Map<Category, Long> valuesByCategory() throws SQLException {
    Map<Category, Long> values = new TreeMap<>();
    for (String table : tables()) {
      Map<String, String> categories = categories(table);
      List<String> counted = new ArrayList<>();
      categories.keySet().forEach(column -> counted.add("count(\"" + column + "\")"));
      if (counted.isEmpty()) {
        continue;
      }
      String sql = "SELECT " + String.join(", ", counted) + " FROM " + name(table);
      try (PreparedStatement query = connection.prepareStatement(sql);
          ResultSet result = query.executeQuery()) {
        result.next();
        int i = 1;
        for (String category : categories.values()) {
          values.merge(Category.valueOf(category), result.getLong(i++), Long::sum);
        }
      }
    }
    return values;
  }

  /** The columns of the student's row, by name; empty where there is none. */
  public Optional<Map<String, String>> student(String studentId) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT * FROM " + name("student") + " WHERE student_id = ?::uuid")) {
      query.setString(1, studentId);
      try (ResultSet result = query.executeQuery()) {
        if (!result.next()) {
          return Optional.empty();
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.put(result.getMetaData().getColumnName(i), result.getString(i));
        }
        return Optional.of(row);
      }
    }
  }

  /** How many rows of a table are the student's. */
  public long rowsOf(String table, String studentId) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT count(*) FROM " + name(table) + " WHERE student_id = ?::uuid")) {
      query.setString(1, studentId);
      try (ResultSet result = query.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }

  /** The id Hallpass gave to the student with this sourcedId, if the warehouse has both. */
  public Optional<String> studentId(String sourcedId) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT student_id FROM " + name("student") + " WHERE sourced_id = ?")) {
      query.setString(1, sourcedId);
      try (ResultSet result = query.executeQuery()) {
        return result.next() ? Optional.of(result.getString(1)) : Optional.empty();
      }
    }
  }

  /** The ids Hallpass gave to all students, by their sourcedIds. */
  public Map<String, String> studentIds() throws SQLException {
    Map<String, String> ids = new HashMap<>();
    try (PreparedStatement query =
            connection.prepareStatement("SELECT sourced_id, student_id FROM " + name("student"));
        ResultSet result = query.executeQuery()) {
      while (result.next()) {
        ids.put(result.getString(1), result.getString(2));
      }
    }
    return ids;
  }

  private List<String> tables() throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet found =
        connection.getMetaData().getTables(null, schema, "%", new String[] {"TABLE"})) {
      while (found.next()) {
        tables.add(found.getString("TABLE_NAME"));
      }
    }
    return tables;
  }

  private Map<String, String> categories(String table) throws SQLException {
    Map<String, String> categories = new LinkedHashMap<>();
    try (ResultSet columns = connection.getMetaData().getColumns(null, schema, table, "%")) {
      while (columns.next()) {
        String comment = columns.getString("REMARKS");
        if (comment != null && !comment.isBlank() && !comment.equals("KEY")) {
          categories.put(columns.getString("COLUMN_NAME"), comment);
        }
      }
    }
    return categories;
  }

  private long number(String sql) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql);
        ResultSet result = query.executeQuery()) {
      result.next();
      return result.getLong(1);
    }
  }

  private String name(String table) {
    return "\"" + schema + "\".\"" + table + "\"";
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
