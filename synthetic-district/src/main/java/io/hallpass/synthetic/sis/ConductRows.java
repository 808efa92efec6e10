package io.hallpass.synthetic.sis;

import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.change.Changes;
import io.hallpass.synthetic.change.Kind;
import io.hallpass.synthetic.people.Names;
import io.hallpass.synthetic.people.Student;
import io.hallpass.synthetic.random.Dice;
import io.hallpass.synthetic.random.Purpose;
import io.hallpass.synthetic.school.SchoolYear;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What happens to a pupil at school: incidents, absences, notes of the nurse. */
final class ConductRows {
  private static final List<String> KINDS = List.of("FI", "BU", "TH", "IN", "VA", "TO");
  private static final List<String> PLACES = List.of("CL", "HA", "CA", "BS", "GY");
  private static final List<String> ACTIONS = List.of("DT", "IS", "OS", "WA", "AP");
  private static final int LONG_NOTE = 6000;

  private ConductRows() {}

  static Stream<SisRow> incidents(SyntheticDistrict district, Student s) {
    List<SisRow> rows = new ArrayList<>();
    int removed = PupilRows.times(district, Kind.INCIDENT_REMOVED, s);
    for (int k = removed; k < incidentsSoFar(district, s); k++) {
      // Two pupils with neighbouring indexes may be in the same incident.
      long number = 500_000 + (s.index() / 2) * 8L + k;
      Dice shared = Dice.of(district.seed(), Purpose.INCIDENT, number);
      rows.add(incident(district, s, number, SchoolYear.pastDay(shared.below(59)), shared));
    }
    for (int d = 1; d <= district.day(); d++) {
      if (district.changes().happens(Kind.INCIDENT, s.index(), d)) {
        long number = 900_000_000L + s.index() * 1000L + d;
        Dice dice = Dice.of(district.seed(), Purpose.INCIDENT, number);
        rows.add(incident(district, s, number, SchoolYear.day(d), dice));
      }
    }
    return rows.stream();
  }

  private static int incidentsSoFar(SyntheticDistrict district, Student s) {
    if (s.index() == Changes.SHOWCASE) {
      return 2;
    }
    Dice pair = Dice.of(district.seed(), Purpose.INCIDENT, -1 - s.index() / 2);
    if (pair.perMille(15)) {
      return 1;
    }
    Dice own = Dice.of(district.seed(), Purpose.INCIDENT, -1_000_000_000L - s.index());
    return own.perMille(45) ? own.between(1, 3) : 0;
  }

  private static SisRow incident(
      SyntheticDistrict district, Student s, long number, LocalDate day, Dice shared) {
    String time = ProgramRows.time(shared.between(8, 15), shared.below(60));
    // ZZ is a code the crosswalk does not know.
    String place = shared.perMille(20) ? "ZZ" : shared.oneOf(PLACES);
    String kind = shared.oneOf(KINDS);
    Dice own = Dice.of(district.seed(), Purpose.INCIDENT, number * 2 + s.index() % 2);
    boolean victim = own.perMille(250);
    String action = victim ? null : own.oneOf(ACTIONS);
    return SisRow.of(
        SisTable.INCIDENT,
        number,
        s.pupilNo(),
        day,
        time,
        place,
        victim ? "V" : "P",
        kind,
        action,
        victim ? null : new BigDecimal(own.between(1, 10)).divide(new BigDecimal(2)).setScale(1),
        Names.remark(own) + " [" + number + "]");
  }

  static Stream<SisRow> absences(SyntheticDistrict district, Student s) {
    List<SisRow> rows = new ArrayList<>();
    Dice dice = Dice.of(district.seed(), Purpose.ATTENDANCE, s.index());
    int roll = dice.below(100);
    int count = roll < 45 ? 0 : roll < 75 ? 1 : roll < 90 ? 2 : roll < 98 ? 3 : 5;
    if (s.index() == Changes.SHOWCASE) {
      count = Math.max(1, count);
    }
    int first = dice.below(50);
    for (int i = 0; i < count; i++) {
      // Days seven apart are different days of the 59 so far.
      rows.add(absence(s, SchoolYear.pastDay(first + 7 * i), dice));
    }
    for (int d = 1; d <= district.day(); d++) {
      if (district.changes().happens(Kind.ABSENT, s.index(), d)) {
        long draw = (long) s.index() * 4096 + d;
        Dice today = Dice.of(district.seed(), Purpose.ATTENDANCE, -1 - draw);
        rows.add(absence(s, SchoolYear.day(d), today));
      }
    }
    return rows.stream();
  }

  private static SisRow absence(Student s, LocalDate day, Dice dice) {
    String status = dice.oneOf(List.of("AE", "AE", "AU", "TD", "ED"));
    String reason =
        switch (status) {
          case "AE" -> dice.oneOf(List.of("ILL", "ILL", "FAM", "REL"));
          case "AU" -> dice.perMille(500) ? "SKP" : null;
          default -> null;
        };
    int minutes = status.startsWith("A") ? 390 : dice.between(5, 120);
    return SisRow.of(SisTable.ATTEND_DAY, s.pupilNo(), day, status, reason, minutes);
  }

  static Stream<SisRow> healthNotes(SyntheticDistrict district, Student s) {
    Dice dice = Dice.of(district.seed(), Purpose.HEALTH, s.index());
    if (!dice.perMille(80)) {
      return Stream.empty();
    }
    int reviewed = PupilRows.times(district, Kind.NOTE_REVIEWED, s);
    String kind = dice.oneOf(List.of("C", "A", "P"));
    LocalDate noted = SchoolYear.pastDay(dice.below(50));
    boolean alert = dice.perMille(200);
    String items = dice.oneOf(List.of("Asthma", "Pollen; Nuts", "Diabetes", "Epilepsy; Asthma"));
    StringBuilder note =
        new StringBuilder(Names.remark(dice)).append(" [").append(s.pupilNo()).append(']');
    if (dice.perMille(200)) {
      while (note.length() < LONG_NOTE) {
        note.append('\n').append(Names.remark(dice)).append(' ').append(dice.bits());
      }
    }
    return Stream.of(
        SisRow.of(
            SisTable.HEALTH_NOTE,
            70_000_000 + s.pupilNo(),
            s.pupilNo(),
            kind,
            reviewed == 0 ? noted : SchoolYear.day(reviewed),
            alert,
            items,
            note.toString()));
  }
}
