package io.hallpass.ingest.intake;

/**
 * The rows of a resource as they were: of a whole file, and of the changes that came after it. Of
 * each row a hash of its cells is kept, 48 bits of it, and which school it belongs to.
 */
final class Snapshot {
  /** Where a row's school would stand. */
  private static final int GONE = 0xFFFF;

  private static final int SCHOOL_BITS = 16;

  /** How many schools can be told apart. */
  static final int MOST_SCHOOLS = GONE;

  private final RowTable table = new RowTable();

  /**
   * A row that is new or has changed.
   *
   * @param school a number below {@link #MOST_SCHOOLS}
   */
  void put(long key, long cells, int school) {
    long value = cells << SCHOOL_BITS | school;
    long place = table.find(key);
    if (place < 0) {
      table.add(key, value);
    } else {
      table.value(place, value);
    }
  }

  /** A row that is gone. */
  void remove(long key) {
    long place = table.find(key);
    if (place >= 0) {
      table.value(place, GONE);
    }
  }

  /** A file was read to its end; what comes now came later. */
  void settle() {
    table.settle();
  }

  /** Where a row is, or -1 where there is none. */
  long find(long key) {
    long place = table.find(key);
    return place >= 0 && there(table.value(place)) ? place : -1;
  }

  /** Whether a row has these cells. */
  boolean same(long place, long cells) {
    return table.value(place) >>> SCHOOL_BITS == cells << SCHOOL_BITS >>> SCHOOL_BITS;
  }

  int school(long place) {
    return schoolOf(table.value(place));
  }

  /** Marks a row; false where it was marked. */
  boolean mark(long place) {
    return table.mark(place);
  }

  /** Adds up the rows of each school, or those of them that were not marked. */
  void count(boolean unmarkedOnly, long[] schools) {
    table.values(
        unmarkedOnly,
        value -> {
          if (there(value)) {
            schools[schoolOf(value)]++;
          }
        });
  }

  private static boolean there(long value) {
    return schoolOf(value) != GONE;
  }

  private static int schoolOf(long value) {
    return (int) (value & GONE);
  }
}
