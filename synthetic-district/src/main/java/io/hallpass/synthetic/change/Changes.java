package io.hallpass.synthetic.change;

import io.hallpass.synthetic.random.Dice;
import io.hallpass.synthetic.random.Purpose;
import java.util.EnumSet;
import java.util.Set;

/**
 * What happens to whom on which day. Decided by arithmetic on seed, kind, student and day, so any
 * student's state on any day can be had without the others'.
 *
 * <p>Every kind hits evenly spaced students, and in a small district at least one.
 */
public final class Changes {
  /**
   * This student never leaves, and has an incident, an individualized education program and two
   * guardians: somebody to show in a demonstration, in a district of any size.
   */
  public static final int SHOWCASE = 7;

  private final long seed;
  private final int size;

  /** The changes of a district that has so many students on day 0. */
  public Changes(long seed, int size) {
    this.seed = seed;
    this.size = size;
  }

  /** Students who arrive each day. */
  public int arrivalsPerDay() {
    return Math.max(1, size / 500);
  }

  /** All who have ever been there by this day: their indexes are below this. */
  public int ever(int day) {
    return size + day * arrivalsPerDay();
  }

  /** The day on which the student arrives; 0 for those who were there. */
  public int arrival(int student) {
    return student < size ? 0 : 1 + (student - size) / arrivalsPerDay();
  }

  /** Whether the student is there on this day. */
  public boolean present(int student, int day) {
    if (arrival(student) > day) {
      return false;
    }
    for (int d = arrival(student) + 1; d <= day; d++) {
      if (hits(Kind.GONE, student, d)) {
        return false;
      }
    }
    return true;
  }

  /** Whether this happens to the student on this day, 1 or later; never on the day of arrival. */
  public boolean happens(Kind kind, int student, int day) {
    return arrival(student) < day && hits(kind, student, day);
  }

  /** How often it has happened to the student up to and including this day. */
  public int times(Kind kind, int student, int day) {
    int times = 0;
    for (int d = arrival(student) + 1; d <= day; d++) {
      times += hits(kind, student, d) ? 1 : 0;
    }
    return times;
  }

  /** All that happens to the student on this day. */
  public Set<Kind> on(int student, int day) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (Kind kind : Kind.values()) {
      if (happens(kind, student, day)) {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  private boolean hits(Kind kind, int student, int day) {
    if (student == SHOWCASE && (kind == Kind.GONE || kind == Kind.INCIDENT_REMOVED)) {
      return false;
    }
    int period = Math.min(kind.oneIn(), size);
    long draw = Dice.hash(seed, Purpose.CHANGE, kind.name().hashCode() * 4096L + day);
    return (student + (int) Long.remainderUnsigned(draw, period)) % period == 0;
  }
}
