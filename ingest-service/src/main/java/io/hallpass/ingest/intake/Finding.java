package io.hallpass.ingest.intake;

import java.util.List;

/**
 * What came of looking at a set.
 *
 * @param whole whether its files could be read to their ends; otherwise it cannot be taken,
 *     whatever somebody decides
 * @param reasons why it is held, a line each: files, columns, ids of schools and counts, never a
 *     value of a row; none where it can be taken
 * @param table what was counted, the lines that matter most first within a file
 * @param more how many lines the table would have besides
 */
public record Finding(boolean whole, List<String> reasons, List<Line> table, long more) {
  /** Nothing was to be looked at, or nothing was found. */
  public static final Finding NOTHING = new Finding(true, List.of(), List.of(), 0);

  /**
   * A line of the table.
   *
   * @param file its name
   * @param over whether it is a reason
   */
  public record Line(String file, Group group, boolean over) {}

  public Finding {
    reasons = List.copyOf(reasons);
    table = List.copyOf(table);
  }

  /** Whether the set is held. */
  public boolean harmful() {
    return !reasons.isEmpty();
  }
}
