package io.hallpass.synthetic.people;

import io.hallpass.synthetic.change.Changes;
import io.hallpass.synthetic.change.Kind;
import io.hallpass.synthetic.random.Dice;
import io.hallpass.synthetic.random.Numbers;
import io.hallpass.synthetic.random.Purpose;
import io.hallpass.synthetic.school.Level;
import io.hallpass.synthetic.school.School;
import io.hallpass.synthetic.school.SchoolYear;
import io.hallpass.synthetic.school.Schools;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Makes any student as of any day, from seed and index. */
public final class Students {
  private static final long FIRST_PUPIL = 1_000_003;
  private static final int DAYS_OF_A_YEAR = 365;

  private final long seed;
  private final Families families;
  private final Schools schools;
  private final Changes changes;

  /** The students of this seed, who attend these schools and change like this. */
  public Students(long seed, Families families, Schools schools, Changes changes) {
    this.seed = seed;
    this.families = families;
    this.schools = schools;
    this.changes = changes;
  }

  /** The student with this index after so many days. */
  public Student of(int index, int day) {
    Dice dice = Dice.of(seed, Purpose.STUDENT, index);
    Family family = families.of(index);
    int grade = dice.below(Level.GRADES);
    School school = schools.of(grade, Dice.hash(seed, Purpose.ENTRY, family.first()));
    String sourcedId = "s-" + Numbers.hex(seed, Purpose.STUDENT, index);
    Dice names = Dice.of(seed, Purpose.STUDENT_NAME, index);
    String given = Names.given(names);
    String middle = names.perMille(600) ? Names.given(names) : "";
    String preferred = names.perMille(80) ? Names.given(names) : "";
    String last = family.name();
    String phone = grade >= 6 ? families.phone(index * 2L) : "";
    List<Integer> sections = sections(index, school, grade);
    int rounds = 0;
    for (int d = changes.arrival(index) + 1; d <= day; d++) {
      if (changes.happens(Kind.ROSTER, index, d)) {
        Dice change = Dice.of(seed, Purpose.CHANGED_VALUE, (long) index * 4096 + d);
        rounds++;
        switch (change.below(4)) {
          case 0 -> preferred = Names.given(change) + rounds;
          case 1 -> last = Names.family(change) + "-" + family.name();
          case 2 -> phone = families.phone((index + (long) rounds * 50_000_000) * 2);
          default -> {
            if (school.sections() > 1) {
              int period = change.below(sections.size());
              sections.set(period, (sections.get(period) + 1) % school.sections());
            } else {
              preferred = Names.given(change) + rounds;
            }
          }
        }
      }
    }
    return new Student(
        index,
        family,
        grade,
        school,
        sourcedId,
        "4" + Numbers.digits(seed, Purpose.IDENTIFIER, index, 9),
        FIRST_PUPIL + index * 3L,
        given,
        middle,
        last,
        preferred,
        birthDate(index, grade),
        sex(dice),
        races(index),
        dice.perMille(280),
        sourcedId + "@learn.example",
        phone,
        sections);
  }

  private List<Integer> sections(int index, School school, int grade) {
    Dice dice = Dice.of(seed, Purpose.SECTION, index);
    List<Integer> sections = new ArrayList<>();
    int periods = Level.of(grade).periods();
    for (int period = 0; period < periods; period++) {
      boolean together = school.level() == Level.ELEMENTARY && period > 0;
      sections.add(together ? sections.get(0) : dice.below(school.sections()));
    }
    return sections;
  }

  private LocalDate birthDate(int index, int grade) {
    Dice dice = Dice.of(seed, Purpose.BIRTH, index);
    return LocalDate.of(SchoolYear.NAME - 6 - grade, 8, 31).minusDays(dice.below(DAYS_OF_A_YEAR));
  }

  private static Sex sex(Dice dice) {
    int roll = dice.below(1000);
    if (roll < 490) {
      return Sex.FEMALE;
    }
    return roll < 980 ? Sex.MALE : roll < 992 ? Sex.OTHER : Sex.UNSPECIFIED;
  }

  private Set<Race> races(int index) {
    Dice dice = Dice.of(seed, Purpose.RACE, index);
    Set<Race> races = EnumSet.noneOf(Race.class);
    int count = dice.perMille(930) ? 1 : dice.perMille(600) ? 2 : 0;
    for (int i = 0; i < count; i++) {
      races.add(dice.oneOf(List.of(Race.values())));
    }
    return races;
  }
}
