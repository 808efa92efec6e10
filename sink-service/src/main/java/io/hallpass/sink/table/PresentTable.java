package io.hallpass.sink.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table as the warehouse has it.
 *
 * @param comment empty where there is none
 * @param columns by name
 * @param primaryKey its columns in order; empty where there is none
 */
record PresentTable(String comment, Map<String, PresentColumn> columns, List<String> primaryKey) {
  /**
   * A column as the warehouse has it.
   *
   * @param type as PostgreSQL writes it
   * @param comment empty where there is none
   */
  record PresentColumn(String type, String comment) {}

  private static final String COLUMNS =
      """
      SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
             coalesce(col_description(c.oid, a.attnum), ''), coalesce(obj_description(c.oid), '')
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE n.nspname = ? AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
      ORDER BY c.relname, a.attnum
      """;

  private static final String KEYS =
      """
      SELECT c.relname, a.attname
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
      CROSS JOIN LATERAL unnest(i.indkey::int[]) WITH ORDINALITY AS k(attnum, position)
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
      WHERE n.nspname = ?
      ORDER BY c.relname, k.position
      """;

  /** Everything in a schema that has columns, by name; empty where there is no such schema. */
  static Map<String, PresentTable> read(Connection connection, String schema) throws SQLException {
    Map<String, PresentTable> tables = new LinkedHashMap<>();
    try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
      query.setString(1, schema);
      ResultSet rows = query.executeQuery();
      while (rows.next()) {
        String comment = rows.getString(5);
        PresentTable table =
            tables.computeIfAbsent(
                rows.getString(1),
                name -> new PresentTable(comment, new LinkedHashMap<>(), new ArrayList<>()));
        if (rows.getString(2) != null) {
          table
              .columns()
              .put(rows.getString(2), new PresentColumn(rows.getString(3), rows.getString(4)));
        }
      }
    }
    try (PreparedStatement query = connection.prepareStatement(KEYS)) {
      query.setString(1, schema);
      ResultSet rows = query.executeQuery();
      while (rows.next()) {
        tables.get(rows.getString(1)).primaryKey().add(rows.getString(2));
      }
    }
    return tables;
  }
}
