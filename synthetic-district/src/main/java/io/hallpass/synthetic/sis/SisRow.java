package io.hallpass.synthetic.sis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A row of a table of the SIS.
 *
 * @param table which
 * @param values in the order of {@link SisTable#columns()}: texts, whole and decimal numbers, truth
 *     values, dates, times with their offset, or null
 */
public record SisRow(SisTable table, List<Object> values) {
  public SisRow {
    values = Collections.unmodifiableList(new ArrayList<>(values));
    if (values.size() != table.columns().size()) {
      throw new IllegalArgumentException(
          table.qualified() + " has " + table.columns().size() + " columns, not " + values.size());
    }
  }

  static SisRow of(SisTable table, Object... values) {
    return new SisRow(table, Arrays.asList(values));
  }

  /** The value of a column; null where the row has none. */
  public Object value(String column) {
    int index = table.columns().indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException(table.qualified() + " has no column " + column);
    }
    return values.get(index);
  }

  /** The value of a column as capture writes it; empty where the row has none. */
  public String text(String column) {
    Object value = value(column);
    return value == null ? "" : value.toString();
  }

  /** The values that no other row of the table has. */
  public List<Object> key() {
    return table.key().stream().map(this::value).toList();
  }
}
