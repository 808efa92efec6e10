package io.hallpass.synthetic.roster;

import java.util.List;

/**
 * A row of a file of the roster.
 *
 * @param file which
 * @param values in the order of {@link RosterFile#columns()}
 */
public record RosterRow(RosterFile file, List<String> values) {
  public RosterRow {
    values = List.copyOf(values);
    if (values.size() != file.columns().size()) {
      throw new IllegalArgumentException(
          file.fileName() + " has " + file.columns().size() + " columns, not " + values.size());
    }
  }

  /** The value of a column; empty where the row has none. */
  public String text(String column) {
    int index = file.columns().indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException(file.fileName() + " has no column " + column);
    }
    return values.get(index);
  }
}
