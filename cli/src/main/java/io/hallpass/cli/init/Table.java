package io.hallpass.cli.init;

import java.util.List;

/**
 * A table, or a CSV file, as far as it was looked at: no row of it.
 *
 * @param name as a mapping's resource
 * @param where the file, or {@code schema.table}
 * @param columns in their order
 * @param key columns that tell rows apart; empty where nothing says so
 */
record Table(String name, String where, List<Column> columns, List<String> key) {
  Table {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /**
   * A column.
   *
   * @param type of it, in PostgreSQL's words where it is a date, a timestamp or odd; empty where
   *     everything is text
   */
  record Column(String name, String type) {
    /** Whether its values can be read as dates, as far as its type says. */
    boolean mayBeDate() {
      return type.isEmpty() || type.startsWith("date") || type.startsWith("timestamp");
    }

    /** Whether it also says a time of day, which no date has. */
    boolean timestamp() {
      return type.startsWith("timestamp");
    }

    /** Whether it holds bytes, JSON and the like, which no field takes. */
    boolean odd() {
      return type.matches("bytea|json|jsonb|xml|ARRAY|USER-DEFINED|tsvector|oid");
    }
  }

  List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }
}
