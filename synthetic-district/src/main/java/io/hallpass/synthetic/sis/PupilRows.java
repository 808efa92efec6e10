package io.hallpass.synthetic.sis;

import io.hallpass.synthetic.Secrets;
import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.change.Changes;
import io.hallpass.synthetic.change.Kind;
import io.hallpass.synthetic.people.Guardian;
import io.hallpass.synthetic.people.Names;
import io.hallpass.synthetic.people.Student;
import io.hallpass.synthetic.random.Dice;
import io.hallpass.synthetic.random.Purpose;
import io.hallpass.synthetic.school.Grades;
import io.hallpass.synthetic.school.SchoolYear;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pupil's master record, and the small tables about it. */
final class PupilRows {
  private static final List<String> FLAGS = List.of("GT", "T1", "CTE", "ATH");
  private static final List<String> SENSITIVE = List.of("*", "DC;SE", "DC;SE;AT");

  private PupilRows() {}

  static Stream<SisRow> pupil(SyntheticDistrict district, Student s) {
    Dice dice = Dice.of(district.seed(), Purpose.ENTRY, s.index());
    int arrival = district.changes().arrival(s.index());
    LocalDate entry =
        arrival > 0
            ? SchoolYear.day(arrival)
            : dice.perMille(900) ? SchoolYear.FIRST_DAY : SchoolYear.pastDay(dice.between(1, 58));
    boolean leaves = dice.perMille(5);
    int moves = times(district, Kind.MOVED, s);
    String street = s.family().home().street();
    if (moves > 0) {
      Dice change = Dice.of(district.seed(), Purpose.HOME, -1 - s.index());
      street = moves + " " + Names.place(change) + " Crescent, \"rear\"";
    }
    int rooms = times(district, Kind.HOMEROOM, s);
    return Stream.of(
        SisRow.of(
            SisTable.PUPIL,
            s.pupilNo(),
            s.stateNo(),
            s.givenName(),
            s.middleName().isEmpty() ? null : s.middleName(),
            s.familyName(),
            s.birthDate(),
            s.sex().sis().isEmpty() ? null : s.sex().sis(),
            s.school().number(),
            Grades.sis(s.grade()),
            "HR-" + (s.sections().get(0) + 1) + (char) ('A' + rooms % 26),
            entry,
            dice.oneOf(List.of("E1", "E1", "E1", "E2", "E3", "E9")),
            leaves ? SchoolYear.SECOND_SEMESTER : null,
            leaves ? "X" + dice.between(1, 3) : null,
            street,
            s.family().home().city(),
            s.family().home().zip(),
            "+1 0" + moves + s.pupilNo(),
            Secrets.of(Secrets.SSN, district.seed(), s.index()),
            Secrets.of(Secrets.PORTAL_PASSWORD, district.seed(), s.index())));
  }

  static Stream<SisRow> flags(SyntheticDistrict district, Student s) {
    Dice dice = Dice.of(district.seed(), Purpose.FLAG, s.index());
    if (!dice.perMille(120)) {
      return Stream.empty();
    }
    int first = dice.below(FLAGS.size());
    LocalDate since = SchoolYear.pastDay(dice.below(50));
    boolean second = dice.perMille(400);
    int changes = times(district, Kind.FLAGS, s);
    List<SisRow> rows = new ArrayList<>();
    rows.add(flag(s, FLAGS.get(first), changes == 0 ? since : SchoolYear.day(changes)));
    if (second && changes == 0) {
      rows.add(flag(s, FLAGS.get((first + 1) % FLAGS.size()), since));
    }
    if (changes > 0) {
      rows.add(flag(s, "AC", SchoolYear.day(1)));
    }
    return rows.stream();
  }

  private static SisRow flag(Student s, String flag, LocalDate since) {
    return SisRow.of(SisTable.PUPIL_FLAG, s.pupilNo(), flag, since);
  }

  static Stream<SisRow> forms(SyntheticDistrict district, Student s) {
    Dice dice = Dice.of(district.seed(), Purpose.CONSENT, s.index());
    List<SisRow> rows = new ArrayList<>();
    int roll = dice.below(1000);
    String recipient = dice.perMille(700) ? "mathpath" : "*";
    String categories = dice.oneOf(SENSITIVE);
    boolean denied = roll < 20 && s.index() != Changes.SHOWCASE;
    if (denied) {
      rows.add(form(s, 0, recipient, categories, "N", SchoolYear.pastDay(dice.below(50))));
    } else if (roll >= 990) {
      rows.add(form(s, 0, "mathpath", "AT;EN", "Y", SchoolYear.pastDay(dice.below(50))));
    }
    for (int d = 1; d <= district.day(); d++) {
      if (district.changes().happens(Kind.FORM, s.index(), d)) {
        // What was denied is taken back the next time, and the other way about.
        rows.add(
            denied
                ? form(s, d, recipient, categories, "W", SchoolYear.day(d))
                : form(s, d, "mathpath", "*", "N", SchoolYear.day(d)));
        recipient = denied ? recipient : "mathpath";
        categories = denied ? categories : "*";
        denied = !denied;
      }
    }
    return rows.stream();
  }

  private static SisRow form(
      Student s, int number, String recipient, String categories, String decision, LocalDate on) {
    Guardian signer = s.family().guardians().get(0);
    return SisRow.of(
        SisTable.OPT_OUT_FORM,
        "F-" + s.pupilNo() + "-" + number,
        s.pupilNo(),
        recipient,
        categories,
        decision,
        on,
        signer.givenName() + " " + signer.familyName(),
        signer.relation().equals("parent") ? "P" : "G");
  }

  static Stream<SisRow> audit(SyntheticDistrict district, Student s) {
    if (s.index() % 10 != 0 || times(district, Kind.MOVED, s) > 0) {
      return Stream.empty();
    }
    long second = s.index();
    return Stream.of(
        SisRow.of(
            SisTable.AUDIT_LOG,
            SchoolYear.FIRST_DAY.atStartOfDay().plusSeconds(second).atOffset(ZoneOffset.UTC),
            "clerk" + times(district, Kind.ABSENT, s),
            "password reset to " + Secrets.of(Secrets.AUDIT, district.seed(), s.index())));
  }

  static int times(SyntheticDistrict district, Kind kind, Student s) {
    return district.changes().times(kind, s.index(), district.day());
  }
}
