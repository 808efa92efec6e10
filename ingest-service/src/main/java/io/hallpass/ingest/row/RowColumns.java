package io.hallpass.ingest.row;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is collected of a resource: the columns a mapping names, nothing else.
 *
 * @param key columns of the row's key, in the mapping's order
 * @param columns all collected columns; those of the key are among them, added in front where the
 *     caller left them out
 */
public record RowColumns(List<String> key, List<String> columns) {
  public RowColumns {
    key = List.copyOf(key);
    Set<String> all = new LinkedHashSet<>();
    if (!columns.containsAll(key)) {
      all.addAll(key);
    }
    all.addAll(columns);
    columns = List.copyOf(all);
  }

  /** Every reason why these columns cannot be collected, each beginning with {@code where}. */
  public static List<String> problems(String where, List<String> key, List<String> columns) {
    List<String> problems = new ArrayList<>();
    if (key.isEmpty()) {
      problems.add(where + ": key is empty; name at least one column that identifies a row");
    }
    if (new HashSet<>(key).size() != key.size()) {
      problems.add(where + ": key names a column twice");
    }
    if (new HashSet<>(columns).size() != columns.size()) {
      problems.add(where + ": columns names a column twice");
    }
    if (key.stream().anyMatch(String::isBlank) || columns.stream().anyMatch(String::isBlank)) {
      problems.add(where + ": a column name is empty");
    }
    return problems;
  }

  /** The columns' names as {@link JsonBytes#field} wants them. */
  public static byte[][] names(List<String> columns) {
    return columns.stream().map(JsonBytes::name).toArray(byte[][]::new);
  }
}
