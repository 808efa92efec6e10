package io.hallpass.ingest.intake;

/**
 * Rows of a file that are counted together.
 *
 * @param school an id, {@link #ALL} or {@link #OTHERS}
 * @param before rows that were there
 * @param now rows that are there
 * @param gone rows that were there and are not
 * @param changed rows that are there with other cells
 * @param added rows that are there and were not
 */
public record Group(String school, long before, long now, long gone, long changed, long added) {
  /** All rows of the file. */
  public static final String ALL = "";

  /** Rows of schools that have too few to be named, or of none. */
  public static final String OTHERS = "(others)";

  static Group of(String school) {
    return new Group(school, 0, 0, 0, 0, 0);
  }

  Group plus(Group other) {
    return new Group(
        school,
        before + other.before,
        now + other.now,
        gone + other.gone,
        changed + other.changed,
        added + other.added);
  }
}
