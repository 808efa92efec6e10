package io.hallpass.ingest.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds what a database has against what is collected of it, before a row is read. */
public final class TableLook {
  private static final long DAY_MILLIS = 86_400_000;

  private TableLook() {}

  /**
   * Every reason why the source cannot be read; empty where it can.
   *
   * @throws SQLException where the database does not answer
   */
  public static List<String> problems(Connection connection, JdbcSourceSettings settings)
      throws SQLException {
    return byResource(connection, settings).values().stream().flatMap(List::stream).toList();
  }

  /** The same by the name of the resource, in their order; those that can be read are left out. */
  static Map<String, List<String>> byResource(Connection connection, JdbcSourceSettings settings)
      throws SQLException {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (JdbcResource resource : settings.resources()) {
      List<String> problems = problems(connection, settings, resource);
      if (!problems.isEmpty()) {
        all.put(resource.name(), problems);
      }
    }
    return all;
  }

  private static List<String> problems(
      Connection connection, JdbcSourceSettings settings, JdbcResource resource)
      throws SQLException {
    List<String> problems = new ArrayList<>();
    try {
      Map<String, ColumnKind> columns = kinds(connection, resource);
      if (columns.isEmpty()) {
        problems.add(resource.label() + " does not exist, or the user may not see it");
      } else {
        problems(resource, columns, settings.times().overlap(), problems);
      }
    } catch (SQLException e) {
      if (Refusal.unreachable(e)) {
        throw e;
      }
      // A query that does not run any more is no reason to leave the others alone.
      problems.add(resource.label() + ": " + Refusal.words(settings.login(), e));
    }
    return problems;
  }

  /**
   * The columns of a resource's table or query, in alphabetical order; none where it does not exist
   * or the user may not see it.
   *
   * @throws SQLException where the database does not answer
   */
  public static List<String> columns(Connection connection, JdbcResource resource)
      throws SQLException {
    return kinds(connection, resource).keySet().stream().sorted().toList();
  }

  private static Map<String, ColumnKind> kinds(Connection connection, JdbcResource resource)
      throws SQLException {
    return resource.table().isEmpty() ? ofQuery(connection, resource) : of(connection, resource);
  }

  private static void problems(
      JdbcResource resource, Map<String, ColumnKind> columns, long overlap, List<String> problems) {
    for (String column : resource.selected()) {
      if (!columns.containsKey(column)) {
        problems.add(resource.label() + ": column '" + column + "' is missing");
      }
    }
    for (String column : resource.columns().columns()) {
      if (columns.get(column) == ColumnKind.BINARY) {
        problems.add(
            resource.label()
                + ": column '"
                + column
                + "' holds bytes; collect it as text by query");
      }
    }
    ColumnKind changed = columns.get(resource.changedColumn());
    if (changed != null && !changed.temporal()) {
      problems.add(
          resource.label()
              + ": changedColumn '"
              + resource.changedColumn()
              + "' is neither a timestamp nor a date");
    }
    if (changed == ColumnKind.DATE && overlap <= DAY_MILLIS) {
      problems.add(
          resource.label()
              + ": changedColumn '"
              + resource.changedColumn()
              + "' holds days; the overlap must be longer than one");
    }
  }

  private static Map<String, ColumnKind> of(Connection connection, JdbcResource resource)
      throws SQLException {
    DatabaseMetaData database = connection.getMetaData();
    TableName name = TableName.of(connection, resource);
    String escape = database.getSearchStringEscape();
    String pattern = literal(name.schema(), escape);
    String table = literal(name.table(), escape);
    Map<String, ColumnKind> columns = new HashMap<>();
    try (ResultSet found = database.getColumns(name.catalog(), pattern, table, null)) {
      while (found.next()) {
        columns.put(
            found.getString("COLUMN_NAME"),
            ColumnKind.of(
                found.getInt("DATA_TYPE"),
                found.getString("TYPE_NAME"),
                found.getInt("COLUMN_SIZE")));
      }
    }
    return columns;
  }

  /** Names are patterns there, and an underscore in a pattern is any character. */
  private static String literal(String name, String escape) {
    return name == null || escape == null || escape.isEmpty()
        ? name
        : name.replace(escape, escape + escape)
            .replace("_", escape + "_")
            .replace("%", escape + "%");
  }

  private static Map<String, ColumnKind> ofQuery(Connection connection, JdbcResource resource)
      throws SQLException {
    Map<String, ColumnKind> columns = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet none = statement.executeQuery(Select.of(connection, resource).nothing())) {
      ResultSetMetaData of = none.getMetaData();
      for (int i = 1; i <= of.getColumnCount(); i++) {
        columns.put(
            of.getColumnLabel(i),
            ColumnKind.of(of.getColumnType(i), of.getColumnTypeName(i), of.getPrecision(i)));
      }
    }
    return columns;
  }
}
