package io.hallpass.ingest.cdc;

import io.hallpass.ingest.cdc.TableFacts.UniqueIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds what is collected of a table against what the database knows of it; asks nothing. */
final class TableCheck {
  private TableCheck() {}

  /** Every problem, with the statement that ends it where there is one. */
  static List<String> problems(CapturedTable table, TableFacts facts) {
    List<String> problems = new ArrayList<>();
    for (String column : table.columns().columns()) {
      if (!facts.columns().contains(column)) {
        problems.add("column " + table.id() + "." + column + " does not exist");
      }
    }
    List<String> key = table.columns().key();
    if (facts.publishedWhole(table)) {
      if (!key.containsAll(facts.primaryKey())) {
        problems.add(partOnly(table, facts.primaryKey()));
      }
    } else if (facts.identity().isEmpty()) {
      problems.add("table " + table.id() + noIdentity(table, facts));
    } else if (!facts.identity().containsAll(key)) {
      problems.add(
          "table "
              + table.id()
              + ": key "
              + key
              + " must be of the columns that identify a row, "
              + facts.identity()
              + ": deletions carry no others"
              + ofKey(table, facts)
                  .map(index -> "; its index can do that: run: " + statement(table, index))
                  .orElse(""));
    } else if (!key.containsAll(facts.identity())) {
      problems.add(partOnly(table, facts.identity()));
    }
    return problems;
  }

  private static String noIdentity(CapturedTable table, TableFacts facts) {
    if (!facts.primaryKey().isEmpty()) {
      return " has a primary key, but its REPLICA IDENTITY is another one, of no columns: its"
          + " updates and deletions name no row. Run: "
          + statement(table, "DEFAULT");
    }
    Optional<UniqueIndex> index = ofKey(table, facts);
    return index.isPresent()
        ? " has no primary key: its updates and deletions name no row. Its unique index can do"
            + " that. Run: "
            + statement(table, index.get())
        : " has no primary key: its updates and deletions name no row. Say replicaIdentity: full,"
            + " or run: "
            + statement(table, "FULL");
  }

  /** A unique index over just the columns of the key. */
  private static Optional<UniqueIndex> ofKey(CapturedTable table, TableFacts facts) {
    Set<String> key = new HashSet<>(table.columns().key());
    return facts.unique().stream()
        .filter(index -> index.identifies() && index.columns().equals(key))
        .findFirst();
  }

  private static String partOnly(CapturedTable table, Set<String> identity) {
    return "table "
        + table.id()
        + ": key "
        + table.columns().key()
        + " is only a part of the columns that tell its rows apart, "
        + identity
        + ": rows that differ in the others would become one";
  }

  private static String statement(CapturedTable table, UniqueIndex index) {
    return statement(table, "USING INDEX " + Quoted.name(index.name()));
  }

  /** Gives a table another replica identity. */
  static String statement(CapturedTable table, String identity) {
    return "ALTER TABLE " + Quoted.table(table) + " REPLICA IDENTITY " + identity;
  }
}
