package io.hallpass.ingest.jdbc;

import io.hallpass.ingest.row.RawRecords;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keys of changed rows of which the table has several rows that say different things. A look for
 * changes sees only the row that changed; the other one may have been sent long ago.
 */
final class ContestedKeys {
  private ContestedKeys() {}

  /**
   * Asks for them; asks nothing where the database sees to it that a key is of one row.
   *
   * @param water up to where changes were read: only rows since then count as changed
   * @return the keys as {@link RowMaker#key} makes them
   */
  static Set<ByteBuffer> of(
      Connection connection, RawRecords records, JdbcResource resource, HighWater water)
      throws SQLException {
    if (unique(connection, resource)) {
      return Set.of();
    }
    Map<ByteBuffer, byte[]> first = new HashMap<>();
    Set<ByteBuffer> contested = new HashSet<>();
    RowMaker maker = new RowMaker(records, resource, 0);
    String sql = Select.of(connection, resource).repeated(water.from() != null, water.settled());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      if (water.from() != null) {
        statement.setObject(1, water.from().value());
      }
      try (ResultSet rows = statement.executeQuery()) {
        maker.rowsOf(rows);
        while (rows.next()) {
          if (!maker.refuses(rows)) {
            ByteBuffer key = ByteBuffer.wrap(maker.key());
            byte[] before = first.putIfAbsent(key, maker.value());
            if (before != null && !Arrays.equals(before, maker.value())) {
              contested.add(key);
            }
          }
        }
      }
    }
    return contested;
  }

  /** Whether the key holds all columns of the primary key or of a unique index. */
  private static boolean unique(Connection connection, JdbcResource resource) throws SQLException {
    if (resource.table().isEmpty()) {
      return false;
    }
    DatabaseMetaData database = connection.getMetaData();
    TableName name = TableName.of(connection, resource);
    List<String> key = resource.columns().key();
    Set<String> primary = new HashSet<>();
    try (ResultSet found = database.getPrimaryKeys(name.catalog(), name.schema(), name.table())) {
      while (found.next()) {
        primary.add(found.getString("COLUMN_NAME"));
      }
    }
    if (!primary.isEmpty() && key.containsAll(primary)) {
      return true;
    }
    Map<String, Set<String>> indexes = new HashMap<>();
    try (ResultSet found =
        database.getIndexInfo(name.catalog(), name.schema(), name.table(), true, true)) {
      while (found.next()) {
        String index = found.getString("INDEX_NAME");
        // An index with a condition says nothing of the rows that it leaves out.
        if (index != null && found.getString("FILTER_CONDITION") == null) {
          indexes
              .computeIfAbsent(index, none -> new HashSet<>())
              .add(String.valueOf(found.getString("COLUMN_NAME")));
        }
      }
    }
    return indexes.values().stream().anyMatch(key::containsAll);
  }
}
