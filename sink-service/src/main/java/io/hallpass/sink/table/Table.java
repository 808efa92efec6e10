package io.hallpass.sink.table;

import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import io.hallpass.schemas.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A warehouse table: one entity.
 *
 * @param schema the recipient's schema in the warehouse
 * @param entity whose records it holds
 * @param columns keys first, then in the order of the vocabulary
 */
public record Table(String schema, Entity entity, List<Column> columns) {
  public Table {
    columns = List.copyOf(columns);
  }

  /**
   * A table with the keys and these fields.
   *
   * @param configured names of the fields the configuration names
   * @param present names of further fields whose columns are there from earlier
   */
  static Table of(String schema, Entity entity, Set<String> configured, Set<String> present) {
    List<Column> columns = new ArrayList<>();
    for (String key : keyFields(entity)) {
      columns.add(Column.of(entity.field(key).orElseThrow(), true));
    }
    for (Field field : entity.fields()) {
      boolean wanted = configured.contains(field.name());
      if (!field.key() && (wanted || present.contains(field.name()))) {
        columns.add(Column.of(field, wanted));
      }
    }
    return new Table(schema, entity, columns);
  }

  private static List<String> keyFields(Entity entity) {
    return entity.scope() == Scope.STUDENT ? List.of("studentId", "recordId") : List.of("recordId");
  }

  /** In snake_case, without the schema. */
  public String name() {
    return SqlNames.table(entity.name());
  }

  /** Schema and name as SQL text. */
  public String qualified() {
    return SqlNames.quote(schema) + "." + SqlNames.quote(name());
  }

  /** The columns of the primary key, in its order. */
  public List<Column> keys() {
    return columns.stream().filter(column -> column.field().key()).toList();
  }

  /** The columns that are not keys. */
  public List<Column> values() {
    return columns.stream().filter(column -> !column.field().key()).toList();
  }

  /** Names of these columns as SQL text, separated by commas. */
  public static String list(List<Column> columns) {
    return columns.stream()
        .map(column -> SqlNames.quote(column.name()))
        .collect(Collectors.joining(", "));
  }
}
