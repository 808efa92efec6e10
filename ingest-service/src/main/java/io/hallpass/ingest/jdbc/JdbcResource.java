package io.hallpass.ingest.jdbc;

import io.hallpass.ingest.row.RowColumns;
import java.util.ArrayList;
import java.util.List;

/**
 * A table, or a query, whose rows are a resource.
 *
 * @param name of the resource, as the mapping calls it
 * @param table {@code schema.table}, or a name in the schema the login begins in; empty for a query
 * @param query a SELECT without a semicolon; empty for a table
 * @param changedColumn holds when a row was changed last; empty where nothing does, and only full
 *     passes see changes
 * @param columns what is collected; nothing else is asked for
 */
public record JdbcResource(
    String name, String table, String query, String changedColumn, RowColumns columns) {
  /** A table. */
  public static JdbcResource table(
      String name, String table, String changedColumn, List<String> key, List<String> columns) {
    return new JdbcResource(name, table, "", changedColumn, new RowColumns(key, columns));
  }

  /** A query. */
  public static JdbcResource query(
      String name, String query, String changedColumn, List<String> key, List<String> columns) {
    return new JdbcResource(name, "", query, changedColumn, new RowColumns(key, columns));
  }

  /** Every reason why this cannot be read, each beginning with {@code where}. */
  public List<String> problems(String where) {
    List<String> problems = new ArrayList<>();
    if (table.isBlank() == query.isBlank()) {
      problems.add(where + ": either a table or a query must be given, and not both");
    }
    if (!table.isBlank() && !table.matches("[^.]+(\\.[^.]+)?")) {
      problems.add(where + ": table must be schema.table");
    }
    if (query.contains(";")) {
      problems.add(where + ": query must be one SELECT without a semicolon");
    }
    return problems;
  }

  /** Whether changes are asked for between full passes. */
  boolean incremental() {
    return !changedColumn.isEmpty();
  }

  /** The columns that are asked for: the collected ones, and what says when the row changed. */
  List<String> selected() {
    List<String> selected = new ArrayList<>(columns.columns());
    if (incremental() && !selected.contains(changedColumn)) {
      selected.add(changedColumn);
    }
    return selected;
  }

  /** The table as people know it; a query by its resource's name. */
  String label() {
    return table.isEmpty() ? "query " + name : "table " + table;
  }
}
