package io.hallpass.sink.table;

import static io.hallpass.sink.table.SqlNames.literal;
import static io.hallpass.sink.table.SqlNames.quote;

import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import io.hallpass.sink.table.PresentTable.PresentColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * From what is wanted and what is there: what to change, and what there will be then. Columns are
 * added, never dropped and never changed.
 *
 * @param statements in the order they have to run; empty where nothing is missing
 * @param layout the tables after that, with columns that are there from earlier
 */
record LayoutPlan(List<String> statements, Layout layout) {
  /**
   * @throws LayoutException naming every table and column that is in the way
   */
  static LayoutPlan of(
      String schema, Catalogue catalogue, Layout wanted, Map<String, PresentTable> present) {
    List<String> statements = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Map<String, Table> tables = new TreeMap<>();
    for (Entity entity : catalogue.entities()) {
      PresentTable there = present.get(SqlNames.table(entity.name()));
      Table configured = wanted.table(entity.name()).orElse(null);
      if (configured == null && there == null) {
        continue;
      }
      Table table = merged(schema, entity, configured, there);
      tables.put(entity.name(), table);
      if (there == null) {
        create(table, statements);
      } else {
        check(table, there, problems);
        extend(table, there, statements);
      }
      comment(table, there, statements);
    }
    if (!problems.isEmpty()) {
      throw new LayoutException(problems);
    }
    return new LayoutPlan(statements, new Layout(tables));
  }

  private static Table merged(String schema, Entity entity, Table configured, PresentTable there) {
    Set<String> wanted = new HashSet<>();
    if (configured != null) {
      configured.values().forEach(column -> wanted.add(column.field().name()));
    }
    Set<String> earlier = new HashSet<>();
    if (there != null) {
      for (Field field : entity.fields()) {
        if (there.columns().containsKey(SqlNames.column(field.name()))) {
          earlier.add(field.name());
        }
      }
    }
    return Table.of(schema, entity, wanted, earlier);
  }

  private static void create(Table table, List<String> statements) {
    List<String> parts = new ArrayList<>();
    for (Column column : table.columns()) {
      parts.add(quote(column.name()) + " " + column.type().sql());
    }
    parts.add("PRIMARY KEY (" + Table.list(table.keys()) + ")");
    statements.add("CREATE TABLE " + table.qualified() + " (" + String.join(", ", parts) + ")");
  }

  private static void extend(Table table, PresentTable there, List<String> statements) {
    for (Column column : table.values()) {
      if (!there.columns().containsKey(column.name())) {
        statements.add(
            "ALTER TABLE %s ADD COLUMN %s %s"
                .formatted(table.qualified(), quote(column.name()), column.type().sql()));
      }
    }
  }

  private static void check(Table table, PresentTable there, List<String> problems) {
    String where = "table " + table.schema() + "." + table.name();
    List<String> keys = table.keys().stream().map(Column::name).toList();
    if (!there.primaryKey().equals(keys)) {
      problems.add(
          where + " has the primary key " + there.primaryKey() + " where " + keys + " is needed");
    }
    for (Column column : table.columns()) {
      PresentColumn present = there.columns().get(column.name());
      if (present != null && !present.type().equals(column.type().sql())) {
        problems.add(
            "%s: column %s is of type %s where %s is needed"
                .formatted(where, column.name(), present.type(), column.type().sql()));
      }
    }
  }

  private static void comment(Table table, PresentTable there, List<String> statements) {
    String doc = table.entity().schema().getDoc();
    if (doc != null && (there == null || !there.comment().equals(doc))) {
      statements.add("COMMENT ON TABLE " + table.qualified() + " IS " + literal(doc));
    }
    Map<String, PresentColumn> present = there == null ? new HashMap<>() : there.columns();
    for (Column column : table.columns()) {
      PresentColumn before = present.get(column.name());
      if (before == null || !before.comment().equals(column.comment())) {
        statements.add(
            "COMMENT ON COLUMN %s.%s IS %s"
                .formatted(table.qualified(), quote(column.name()), literal(column.comment())));
      }
    }
  }
}
