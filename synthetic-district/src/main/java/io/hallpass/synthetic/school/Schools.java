package io.hallpass.synthetic.school;

import io.hallpass.synthetic.people.Names;
import io.hallpass.synthetic.random.Dice;
import io.hallpass.synthetic.random.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The schools of a district: as many, and as large, as its number of students asks for. */
public final class Schools {
  /** The district itself, in the roster. */
  public static final String DISTRICT = "district-1";

  private static final int CLASS_SIZE = 25;

  private final List<School> all = new ArrayList<>();
  private final List<List<School>> byLevel = new ArrayList<>();

  /** The schools of this seed for so many students. */
  public Schools(long seed, int students) {
    for (Level level : Level.values()) {
      double ofLevel = (double) students * level.grades() / Level.GRADES;
      int count = Math.max(1, (int) Math.round(ofLevel / level.students()));
      double inGrade = (double) students / Level.GRADES / count;
      int sections = Math.max(1, (int) Math.round(inGrade / CLASS_SIZE));
      List<School> schools = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Dice dice = Dice.of(seed, Purpose.SCHOOL, all.size());
        String name = Names.place(dice) + " " + level.title();
        School school = new School(all.size(), level, 101 + all.size(), name, sections);
        schools.add(school);
        all.add(school);
      }
      byLevel.add(schools);
    }
  }

  /** All schools, by index. */
  public List<School> all() {
    return List.copyOf(all);
  }

  /** The school of a grade for all who draw this number: siblings draw the same one. */
  public School of(int grade, long draw) {
    List<School> schools = byLevel.get(Level.of(grade).ordinal());
    return schools.get((int) Long.remainderUnsigned(draw, schools.size()));
  }

  /** Every class of every school, in a fixed order. */
  public Stream<SchoolClass> classes() {
    return all.stream().flatMap(Schools::classes);
  }

  private static Stream<SchoolClass> classes(School school) {
    Level level = school.level();
    return IntStream.range(level.lowest(), level.lowest() + level.grades())
        .boxed()
        .mapMulti(
            (Integer grade, Consumer<SchoolClass> out) -> {
              for (int section = 0; section < school.sections(); section++) {
                for (int period = 0; period < level.periods(); period++) {
                  out.accept(new SchoolClass(school, grade, period, section));
                }
              }
            });
  }

  /** Teachers of a school. */
  public static int teachers(School school) {
    return (school.classes() + SchoolClass.PER_TEACHER - 1) / SchoolClass.PER_TEACHER;
  }
}
