package io.hallpass.ingest.intake;

/**
 * From where on a set is held. A percentage is exceeded by what is more than it.
 *
 * @param gone percent of the rows of a file and school that may be gone
 * @param changed percent of them that may have changed
 * @param added rows that may have come to a file, in percent of those that were there
 * @param dangling percent of the references of a column that may refer to nothing
 * @param small fewer rows than this tell nothing in percent, and too much of persons
 */
public record Limits(int gone, int changed, int added, int dangling, int small) {
  /** Where nothing else is said. */
  public static final Limits DEFAULT = new Limits(10, 50, 100, 1, 20);

  /** A school with fewer rows than this is never named, whatever is asked for. */
  public static final int LEAST_SMALL = 5;

  /** The largest percentage of rows that there may be of others. */
  public static final int WHOLE = 100;

  /** The largest percentage of rows that may have come: none is too many. */
  public static final int MOST_ADDED = 1_000_000;

  boolean small(long rows) {
    return rows < small;
  }

  static boolean exceeds(long part, long whole, int percent) {
    return part * WHOLE > whole * percent;
  }

  /** How many percent, rounded down. */
  static long percent(long part, long whole) {
    return part * WHOLE / Math.max(1, whole);
  }
}
