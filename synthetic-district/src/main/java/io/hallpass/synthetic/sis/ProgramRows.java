package io.hallpass.synthetic.sis;

import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.change.Changes;
import io.hallpass.synthetic.change.Kind;
import io.hallpass.synthetic.people.Names;
import io.hallpass.synthetic.people.Student;
import io.hallpass.synthetic.random.Dice;
import io.hallpass.synthetic.random.Purpose;
import io.hallpass.synthetic.school.SchoolYear;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** Programs and services a pupil has. */
final class ProgramRows {
  private static final List<String> DISABILITIES =
      List.of("AU", "SLD", "SLI", "OHI", "ED", "ID", "HI", "VI", "OI", "TBI");
  private static final List<String> MEALS = List.of("F", "R", "P");
  private static final List<String> LANGUAGES = List.of("spa", "vie", "ara", "rus", "kor", "som");

  private ProgramRows() {}

  static Stream<SisRow> specialEducation(SyntheticDistrict district, Student s) {
    Dice dice = Dice.of(district.seed(), Purpose.SPECIAL_EDUCATION, s.index());
    if (!dice.perMille(145) && s.index() != Changes.SHOWCASE) {
      return Stream.empty();
    }
    int main = dice.below(DISABILITIES.size());
    String all = DISABILITIES.get(main);
    if (dice.perMille(200)) {
      all += ";" + DISABILITIES.get((main + 3) % DISABILITIES.size());
    }
    LocalDate from = SchoolYear.pastDay(dice.below(50));
    int revised = PupilRows.times(district, Kind.IEP_REVISED, s);
    return Stream.of(
        SisRow.of(
            SisTable.PUPIL_SPED,
            "SP-" + s.pupilNo(),
            s.pupilNo(),
            DISABILITIES.get(main),
            all,
            "S" + dice.between(1, 4),
            from,
            from.plusYears(1).minusDays(1),
            revised == 0 ? null : SchoolYear.day(revised),
            30 * (dice.between(1, 40) + revised),
            dice.perMille(300) ? null : "Speech; Reading, \"small\" group; " + Names.place(dice)));
  }

  static Stream<SisRow> section504(SyntheticDistrict district, Student s) {
    Dice dice = Dice.of(district.seed(), Purpose.SECTION_504, s.index());
    if (!dice.perMille(30)) {
      return Stream.empty();
    }
    LocalDate from = SchoolYear.pastDay(dice.below(50));
    return Stream.of(
        SisRow.of(
            SisTable.PUPIL_504,
            50_000_000 + s.pupilNo(),
            s.pupilNo(),
            from,
            from.plusYears(1),
            "Extra time;Seat in front"));
  }

  static Stream<SisRow> meal(SyntheticDistrict district, Student s) {
    Dice dice = Dice.of(district.seed(), Purpose.MEAL, s.index());
    int roll = dice.below(1000);
    // Q is a code the crosswalk does not know.
    int first = roll < 400 ? 0 : roll < 470 ? 1 : 2;
    int changes = PupilRows.times(district, Kind.MEAL, s);
    String code = roll >= 990 && changes == 0 ? "Q" : MEALS.get((first + changes) % MEALS.size());
    LocalDate from = changes == 0 ? SchoolYear.FIRST_DAY : SchoolYear.day(changes);
    String basis = code.equals("P") ? null : dice.oneOf(List.of("SNAP", "APP", "FOSTER"));
    return Stream.of(SisRow.of(SisTable.MEAL_STATUS, s.pupilNo(), code, basis, from));
  }

  static Stream<SisRow> living(SyntheticDistrict district, Student s) {
    Dice dice = Dice.of(district.seed(), Purpose.LIVING, s.index());
    if (!dice.perMille(30)) {
      return Stream.empty();
    }
    String kind = dice.oneOf(List.of("H", "H", "F", "M"));
    String night = kind.equals("H") ? dice.oneOf(List.of("D", "M", "S", "U")) : null;
    LocalDate since = SchoolYear.pastDay(dice.below(50));
    LocalDate until = dice.perMille(200) ? since.plusDays(40) : null;
    return Stream.of(SisRow.of(SisTable.LIVING_SIT, s.pupilNo(), kind, night, since, until));
  }

  static Stream<SisRow> english(SyntheticDistrict district, Student s) {
    Dice dice = Dice.of(district.seed(), Purpose.LANGUAGE, s.index());
    if (!dice.perMille(100)) {
      return Stream.empty();
    }
    boolean left = dice.perMille(150);
    LocalDate entered = SchoolYear.FIRST_DAY.minusDays(dice.between(100, 1500));
    return Stream.of(
        SisRow.of(
            SisTable.ELL,
            s.pupilNo(),
            left ? "M1" : "L" + dice.between(1, 5),
            dice.oneOf(LANGUAGES),
            dice.oneOf(List.of("PO", "SH", "DL")),
            entered,
            left ? SchoolYear.FIRST_DAY.minusDays(60) : null));
  }

  static Stream<SisRow> bus(SyntheticDistrict district, Student s) {
    Dice dice = Dice.of(district.seed(), Purpose.BUS, s.index());
    if (!dice.perMille(400)) {
      return Stream.empty();
    }
    String route = "R" + dice.between(1, 80);
    String stop = Names.place(dice) + " & " + Names.place(dice);
    int minute = dice.below(50);
    return Stream.of(
        SisRow.of(SisTable.BUS, s.pupilNo(), "AM", route, stop, time(7, minute)),
        SisRow.of(SisTable.BUS, s.pupilNo(), "PM", route, stop, time(15, minute)));
  }

  static String time(int hour, int minute) {
    return (hour < 10 ? "0" : "") + hour + (minute < 10 ? ":0" : ":") + minute;
  }
}
