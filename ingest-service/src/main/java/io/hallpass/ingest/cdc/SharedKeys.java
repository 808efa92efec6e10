package io.hallpass.ingest.cdc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks through tables of which nothing keeps two rows of one key apart: the deletion of one would
 * take the record that stands for both.
 */
final class SharedKeys {
  private SharedKeys() {}

  /**
   * Reads the key columns of every such table, so it is for the beginning of a snapshot and not for
   * each look.
   *
   * @return a line for each table with such rows, naming table and columns, never a value
   */
  static List<String> problems(Connection connection, List<CapturedTable> tables)
      throws SQLException {
    List<String> problems = new ArrayList<>();
    for (CapturedTable table : tables) {
      Optional<TableFacts> facts = TableFacts.of(connection, table);
      boolean there = facts.isPresent() && facts.get().columns().containsAll(table.columns().key());
      if (there && !facts.get().keepsApart(table) && shared(connection, table)) {
        problems.add(
            "table "
                + table.id()
                + ": rows share the key "
                + table.columns().key()
                + ", and nothing tells which of them a deletion means: choose columns that no two"
                + " rows share");
      }
    }
    return problems;
  }

  private static boolean shared(Connection connection, CapturedTable table) throws SQLException {
    // As text, since that is what a key is made of and every type has one.
    String key =
        table.columns().key().stream()
            .map(column -> Quoted.name(column) + "::text")
            .collect(Collectors.joining(", "));
    String sql =
        "SELECT EXISTS (SELECT FROM "
            + Quoted.table(table)
            + " GROUP BY "
            + key
            + " HAVING count(*) > 1)";
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return found.getBoolean(1);
    }
  }
}
