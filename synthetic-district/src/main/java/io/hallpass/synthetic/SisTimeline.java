package io.hallpass.synthetic;

import io.hallpass.synthetic.sis.SisDatabase;
import io.hallpass.synthetic.sis.SisMark;
import io.hallpass.synthetic.sis.SisMismatchException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Brings a SIS to a district's day: makes it where there is none, plays the days since where there
 * is. What was interrupted goes on where it stopped.
 */
public final class SisTimeline {
  private SisTimeline() {}

  /** What had to be done. */
  public enum Outcome {
    MADE,
    PLAYED,
    UNCHANGED
  }

  /**
   * Brings it there.
   *
   * @param sis a connection to the database; committed, its auto-commit mode is as before
   * @throws SisMismatchException where the database holds another district, or this one on a later
   *     day
   */
  public static Outcome bring(Connection sis, SyntheticDistrict district) throws SQLException {
    Optional<SisMark> found = SisMark.read(sis);
    if (found.isEmpty()) {
      SisDatabase.create(sis, district);
      return Outcome.MADE;
    }
    SisMark mark = found.get();
    if (!mark.of(district.seed(), district.size())) {
      throw new SisMismatchException("the database holds another invented district (" + mark + ")");
    }
    boolean later =
        mark.day() > district.day() || (mark.day() == district.day() && mark.touched() > 0);
    if (later) {
      throw new SisMismatchException(
          "the database is past day "
              + district.day()
              + " ("
              + mark
              + "), and days only go forward");
    }
    for (int day = mark.day(); day < district.day(); day++) {
      DayOfChanges.after(district.on(day)).applyTo(sis);
    }
    return mark.day() == district.day() ? Outcome.UNCHANGED : Outcome.PLAYED;
  }
}
