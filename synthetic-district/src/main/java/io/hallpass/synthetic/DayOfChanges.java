package io.hallpass.synthetic;

import io.hallpass.synthetic.change.Changes;
import io.hallpass.synthetic.change.ConsentDecision;
import io.hallpass.synthetic.change.Kind;
import io.hallpass.synthetic.people.Student;
import io.hallpass.synthetic.roster.OneRosterZip;
import io.hallpass.synthetic.sis.SisChanges;
import io.hallpass.synthetic.sis.SisChanges.RowChange;
import io.hallpass.synthetic.sis.SisMark;
import io.hallpass.synthetic.sis.SisMismatchException;
import io.hallpass.synthetic.sis.SisWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What happens in a district on its next school day, to roster, SIS and consents. Applied to a SIS
 * of the day before, it leaves exactly the rows that {@link #after} would be loaded with.
 */
public final class DayOfChanges {
  private static final int STUDENTS_A_TRANSACTION = 20;

  private final SyntheticDistrict before;
  private final SyntheticDistrict after;
  private final List<Touched> touched = new ArrayList<>();

  /**
   * A student to whom something happens.
   *
   * @param index the student's
   * @param arrives is new today
   * @param leaves was there yesterday and is not today
   * @param kinds what else happens; empty where the student arrives or leaves
   */
  public record Touched(int index, boolean arrives, boolean leaves, Set<Kind> kinds) {
    public Touched {
      kinds = Set.copyOf(kinds);
    }
  }

  private DayOfChanges(SyntheticDistrict before) {
    this.before = before;
    this.after = before.on(before.day() + 1);
    Changes changes = before.changes();
    for (int index = 0; index < after.indexes(); index++) {
      boolean was = index < before.indexes() && before.present(index);
      boolean is = after.present(index);
      if (was != is) {
        touched.add(new Touched(index, is, was, Set.of()));
      } else if (is) {
        Set<Kind> kinds = changes.on(index, after.day());
        if (!kinds.isEmpty()) {
          touched.add(new Touched(index, false, false, kinds));
        }
      }
    }
  }

  /** The day after this district's. */
  public static DayOfChanges after(SyntheticDistrict district) {
    return new DayOfChanges(district);
  }

  /** The district as it was. */
  public SyntheticDistrict before() {
    return before;
  }

  /** The district as it is at the end of the day. */
  public SyntheticDistrict after() {
    return after;
  }

  /** Everyone to whom something happens, by index. */
  public List<Touched> touched() {
    return List.copyOf(touched);
  }

  /** Every change of a row in the SIS. */
  public List<RowChange> sisChanges() {
    return touched.stream()
        .flatMap(t -> SisChanges.between(before, after, t.index()).stream())
        .toList();
  }

  /**
   * Makes the day's changes in the SIS, a few students in each transaction. Where it was
   * interrupted before, it goes on from there.
   *
   * @param sis a connection to the database, whose rows are those of {@link #before}
   * @throws SisMismatchException where they are not
   */
  public void applyTo(Connection sis) throws SQLException {
    SisMark yesterday = SisMark.of(before);
    int done =
        SisMark.read(sis)
            .filter(mark -> mark.and(0).equals(yesterday))
            .orElseThrow(
                () ->
                    new SisMismatchException("the database is not on the day before: " + yesterday))
            .touched();
    int to = done;
    do {
      int from = to;
      to = Math.min(touched.size(), from + STUDENTS_A_TRANSACTION);
      List<RowChange> changes = new ArrayList<>();
      for (Touched t : touched.subList(from, to)) {
        changes.addAll(SisChanges.between(before, after, t.index()));
      }
      SisWriter.apply(sis, changes, to == touched.size() ? SisMark.of(after) : yesterday.and(to));
    } while (to < touched.size());
  }

  /** Writes the roster of the end of the day. */
  public void writeRoster(Path zip) throws IOException {
    OneRosterZip.write(zip, after);
  }

  /**
   * Denials for a recipient that parents give to the office: for {@link SyntheticDistrict#SHOWCASE}
   * and one student in five hundred, alternately of everything and of two sensitive categories.
   */
  public List<ConsentDecision> denials(String recipient) {
    IntStream others =
        IntStream.range(0, before.size())
            .filter(i -> i % 500 == 250 && after.present(i) && i != SyntheticDistrict.SHOWCASE);
    return IntStream.concat(IntStream.of(SyntheticDistrict.SHOWCASE), others)
        .mapToObj(i -> denial(after.student(i), recipient))
        .toList();
  }

  private static ConsentDecision denial(Student s, String recipient) {
    boolean all = s.index() == SyntheticDistrict.SHOWCASE || s.index() / 500 % 2 == 0;
    List<String> categories = all ? List.of("*") : List.of("DISCIPLINE", "SPECIAL_EDUCATION");
    return new ConsentDecision(
        s.index(), s.sourcedId(), s.stateNo(), recipient, "DENY", categories);
  }
}
