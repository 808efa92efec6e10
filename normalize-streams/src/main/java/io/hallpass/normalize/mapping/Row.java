package io.hallpass.normalize.mapping;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;

/**
 * A collected row: the text of each column. Null, absent and empty are the same, {@code ""}, so
 * every column is there: {@link #containsKey} is always true. Printing a row shows no value.
 */
public final class Row extends AbstractMap<String, String> {
  private final Map<String, String> columns;

  private Row(Map<String, String> columns) {
    this.columns = columns;
  }

  /** A row over {@code columns}, which must not change any more; values may be null. */
  public static Row of(Map<String, String> columns) {
    return new Row(columns);
  }

  /** The text of a column, {@code ""} where there is none. */
  public String text(String column) {
    String value = columns.get(column);
    return value == null ? "" : value;
  }

  @Override
  public String get(Object column) {
    return column instanceof String name ? text(name) : "";
  }

  @Override
  public boolean containsKey(Object column) {
    return true;
  }

  /** Only the columns the source sent. */
  @Override
  public Set<Entry<String, String>> entrySet() {
    return columns.entrySet();
  }

  @Override
  public String toString() {
    return "row of " + columns.size() + " columns";
  }
}
