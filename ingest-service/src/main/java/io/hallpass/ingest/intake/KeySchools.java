package io.hallpass.ingest.intake;

/**
 * Which school the rows of a resource belong to, by hashes of their keys: what came first stands,
 * so rows that were there keep the school they had.
 */
public final class KeySchools {
  private final Snapshot keys = new Snapshot();
  private final Schools schools = new Schools();

  /**
   * Adds a row; it is there after {@link #settle}.
   *
   * @param school as the file has it: of a list the first counts
   */
  public void add(long key, String school) {
    if (keys.find(key) < 0) {
      keys.put(key, 0, schools.number(school));
    }
  }

  /** A file was read to its end. */
  public void settle() {
    keys.settle();
  }

  /** The school of a row; empty where it is not known. */
  public String of(long key) {
    long place = keys.find(key);
    return place < 0 ? "" : schools.name(keys.school(place));
  }
}
