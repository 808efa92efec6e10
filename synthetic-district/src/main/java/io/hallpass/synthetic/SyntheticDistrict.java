package io.hallpass.synthetic;

import io.hallpass.synthetic.change.Changes;
import io.hallpass.synthetic.people.Families;
import io.hallpass.synthetic.people.Family;
import io.hallpass.synthetic.people.Student;
import io.hallpass.synthetic.people.Students;
import io.hallpass.synthetic.people.Teacher;
import io.hallpass.synthetic.school.Schools;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A whole invented district: schools, classes, teachers, students, guardians. Nothing is kept in
 * memory apart from the schools: a student is a function of seed, size, day and index. Equal seed,
 * size and day make equal students, and equal bytes in every file and table written from them.
 *
 * <p>Immutable, and safe for threads.
 */
public final class SyntheticDistrict {
  /** The fewest students a district may have. */
  public static final int SMALLEST = 20;

  /** The most, so that no identifier repeats. */
  public static final int LARGEST = 5_000_000;

  /**
   * The index of a student to show: one who never leaves and has an incident, an individualized
   * education program and two guardians.
   */
  public static final int SHOWCASE = Changes.SHOWCASE;

  private final long seed;
  private final int size;
  private final int day;
  private final Schools schools;
  private final Families families;
  private final Changes changes;
  private final Students students;

  private SyntheticDistrict(long seed, int size, int day) {
    this.seed = seed;
    this.size = size;
    this.day = day;
    this.schools = new Schools(seed, size);
    this.families = new Families(seed);
    this.changes = new Changes(seed, size);
    this.students = new Students(seed, families, schools, changes);
  }

  /**
   * The district of this seed on day 0.
   *
   * @param students from {@value #SMALLEST} to {@value #LARGEST}
   */
  public static SyntheticDistrict of(long seed, int students) {
    if (students < SMALLEST || students > LARGEST) {
      throw new IllegalArgumentException(
          "a district has from " + SMALLEST + " to " + LARGEST + " students, not " + students);
    }
    return new SyntheticDistrict(seed, students, 0);
  }

  /** The same district so many school days after day 0. */
  public SyntheticDistrict on(int otherDay) {
    if (otherDay < 0) {
      throw new IllegalArgumentException("there is no day before day 0");
    }
    return new SyntheticDistrict(seed, size, otherDay);
  }

  /** What everything is drawn from. */
  public long seed() {
    return seed;
  }

  /** Students on day 0. */
  public int size() {
    return size;
  }

  /** School days since day 0. */
  public int day() {
    return day;
  }

  /** All who have ever been students by this day have indexes below this. */
  public int indexes() {
    return changes.ever(day);
  }

  /** Whether the student with this index is in the district on this day. */
  public boolean present(int index) {
    return changes.present(index, day);
  }

  /** The student with this index, as of this day; also of those who have left. */
  public Student student(int index) {
    return students.of(index, day);
  }

  /** The students who are there on this day, by index. */
  public Stream<Student> students() {
    return IntStream.range(0, indexes()).filter(this::present).mapToObj(this::student);
  }

  /** The families with at least one child in the district on this day. */
  public Stream<Family> families() {
    return IntStream.range(0, indexes())
        .filter(this::present)
        .mapToObj(families::of)
        .mapMulti(new OncePerFamily());
  }

  /** Every teacher. */
  public Stream<Teacher> teachers() {
    return schools.all().stream()
        .flatMap(
            school ->
                IntStream.range(0, Schools.teachers(school))
                    .mapToObj(ordinal -> Teacher.of(seed, school, ordinal)));
  }

  /** Schools and classes. */
  public Schools schools() {
    return schools;
  }

  /** What happens to whom. */
  public Changes changes() {
    return changes;
  }

  /** Keeps the first of neighbouring equal families. */
  private static final class OncePerFamily implements BiConsumer<Family, Consumer<Family>> {
    private int last = -1;

    @Override
    public void accept(Family family, Consumer<Family> out) {
      if (family.first() != last) {
        last = family.first();
        out.accept(family);
      }
    }
  }
}
