package io.hallpass.ingest.cdc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a database knows of a table.
 *
 * @param columns all of them
 * @param identity the columns by which deletions and updates name a row: of the primary key or of
 *     the index chosen for that; empty where there are none
 * @param primaryKey its columns; empty where the table has none
 * @param full whether the table has REPLICA IDENTITY FULL
 * @param unique its other unique indexes, as far as they hold for all rows
 */
record TableFacts(
    Set<String> columns,
    Set<String> identity,
    Set<String> primaryKey,
    boolean full,
    List<UniqueIndex> unique) {
  private static final String COLUMNS =
      "SELECT a.attname, t.relreplident = 'f' AS full_identity, EXISTS (SELECT FROM pg_index i"
          + " WHERE i.indrelid = t.oid AND a.attnum = ANY (i.indkey) AND CASE t.relreplident"
          + " WHEN 'd' THEN i.indisprimary WHEN 'i' THEN i.indisreplident ELSE false END)"
          + " AS identifies, EXISTS (SELECT FROM pg_index i WHERE i.indrelid = t.oid"
          + " AND i.indisprimary AND a.attnum = ANY (i.indkey)) AS primary_key FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace"
          + " JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped"
          + " WHERE n.nspname = ? AND t.relname = ? AND t.relkind IN ('r', 'p')";

  private static final String INDEXES =
      "SELECT c.relname, array_agg(a.attname::text), bool_and(a.attnotnull) AND i.indimmediate"
          + " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
          + " JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace"
          + " JOIN pg_attribute a ON a.attrelid = t.oid"
          + " AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])"
          + " WHERE n.nspname = ? AND t.relname = ? AND i.indisunique AND i.indisvalid"
          + " AND NOT i.indisprimary AND i.indpred IS NULL AND i.indexprs IS NULL"
          + " GROUP BY c.relname, i.indimmediate ORDER BY c.relname";

  /**
   * A unique index over columns of all rows.
   *
   * @param identifies whether it can be the replica identity: none of its columns may be null
   */
  record UniqueIndex(String name, Set<String> columns, boolean identifies) {}

  /** Looks a table up; empty where there is none of that name. */
  static Optional<TableFacts> of(Connection connection, CapturedTable table) throws SQLException {
    Set<String> columns = new TreeSet<>();
    Set<String> identity = new TreeSet<>();
    Set<String> primaryKey = new TreeSet<>();
    boolean full = false;
    try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
      query.setString(1, table.schema());
      query.setString(2, table.table());
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          columns.add(found.getString(1));
          full = found.getBoolean(2);
          if (found.getBoolean(3)) {
            identity.add(found.getString(1));
          }
          if (found.getBoolean(4)) {
            primaryKey.add(found.getString(1));
          }
        }
      }
    }
    return columns.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TableFacts(columns, identity, primaryKey, full, indexes(connection, table)));
  }

  private static List<UniqueIndex> indexes(Connection connection, CapturedTable table)
      throws SQLException {
    List<UniqueIndex> indexes = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(INDEXES)) {
      query.setString(1, table.schema());
      query.setString(2, table.table());
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          Set<String> columns = texts(found.getArray(2));
          indexes.add(new UniqueIndex(found.getString(1), columns, found.getBoolean(3)));
        }
      }
    }
    return indexes;
  }

  /** An array of texts; none for null. */
  static Set<String> texts(Array array) throws SQLException {
    return array == null ? Set.of() : new TreeSet<>(Arrays.asList((String[]) array.getArray()));
  }

  /** Whether all columns of the table must be published, since its identity is all of them. */
  boolean publishedWhole(CapturedTable table) {
    return full || identity.isEmpty() && table.full();
  }

  /** The columns to publish where not all are: the collected ones and those of the identity. */
  Set<String> published(CapturedTable table) {
    Set<String> published = new TreeSet<>(table.columns().columns());
    published.addAll(identity);
    return published;
  }

  /** Whether the database itself sees to it that no two rows share the table's key. */
  boolean keepsApart(CapturedTable table) {
    List<String> key = table.columns().key();
    return !primaryKey.isEmpty() && key.containsAll(primaryKey)
        || unique.stream().anyMatch(index -> key.containsAll(index.columns()));
  }
}
