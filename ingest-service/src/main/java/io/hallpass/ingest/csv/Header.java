package io.hallpass.ingest.csv;

import io.hallpass.ingest.row.RowColumns;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in a file's rows the collected columns stand; the file's header decides.
 *
 * @param cells how many cells each row must have
 * @param key positions of the key columns
 * @param columns positions of the collected columns
 * @param status where a delta file says whether a row is gone; -1 in other files
 */
record Header(int cells, int[] key, int[] columns, int status) {
  private static final String STATUS = "status";

  /**
   * Finds the columns in the header, blanks around names aside.
   *
   * @param names as the file has them
   * @param delta whether the file must say which rows are gone
   * @param problems gets one line for each column that is missing or there twice. Names found in
   *     the file are not repeated: a file without a header has a child's row there
   */
  static Header of(
      String file, List<String> names, RowColumns wanted, boolean delta, List<String> problems) {
    List<String> stripped = names.stream().map(String::strip).toList();
    int[] columns = new int[wanted.columns().size()];
    for (int i = 0; i < columns.length; i++) {
      String column = wanted.columns().get(i);
      columns[i] = stripped.indexOf(column);
      if (columns[i] < 0) {
        problems.add(file + ": column '" + column + "' is missing" + hint(column, stripped));
      } else if (stripped.lastIndexOf(column) != columns[i]) {
        problems.add(file + ": column '" + column + "' is there twice");
      }
    }
    List<Integer> key = new ArrayList<>();
    wanted.key().forEach(column -> key.add(stripped.indexOf(column)));
    int status = delta ? stripped.indexOf(STATUS) : -1;
    if (delta && !wanted.columns().contains(STATUS)) {
      if (status < 0) {
        String hint = hint(STATUS, stripped);
        problems.add(
            file + ": column '" + STATUS + "' is missing, which a delta file needs" + hint);
      } else if (stripped.lastIndexOf(STATUS) != status) {
        problems.add(file + ": column '" + STATUS + "' is there twice");
      }
    }
    return new Header(
        names.size(), key.stream().mapToInt(Integer::intValue).toArray(), columns, status);
  }

  private static String hint(String column, List<String> names) {
    return names.stream().anyMatch(column::equalsIgnoreCase)
        ? "; it is there in other capitals"
        : "";
  }
}
