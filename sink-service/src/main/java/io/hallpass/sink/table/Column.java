package io.hallpass.sink.table;

import io.hallpass.schemas.Category;
import io.hallpass.schemas.Field;

/**
 * A column of a warehouse table.
 *
 * @param field the field it holds
 * @param name in snake_case
 * @param type of the column
 * @param configured false where the column is there from earlier and no agreement names its field
 *     any more: it is written as null
 */
public record Column(Field field, String name, PgType type, boolean configured) {
  static Column of(Field field, boolean configured) {
    return new Column(field, SqlNames.column(field.name()), PgType.of(field.type()), configured);
  }

  /** The data category of the field; {@code KEY} for keys. */
  public String comment() {
    return field.category().map(Category::name).orElse("KEY");
  }
}
