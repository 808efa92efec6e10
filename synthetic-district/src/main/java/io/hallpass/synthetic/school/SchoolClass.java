package io.hallpass.synthetic.school;

/**
 * A class: the students of one grade and section in one period.
 *
 * @param school where
 * @param grade 0 (kindergarten) to 12
 * @param period from 0
 * @param section from 0
 */
public record SchoolClass(School school, int grade, int period, int section) {
  /** Classes one teacher takes. */
  static final int PER_TEACHER = 5;

  /** What the roster calls it. */
  public String sourcedId() {
    return "class-" + school.number() + "-" + grade + "-" + (period + 1) + "-" + (section + 1);
  }

  /** The course taught. */
  public Course course() {
    return new Course(grade, period);
  }

  /** Its teacher's number within the school, from 0. */
  public int teacher() {
    Level level = school.level();
    int ordinal =
        ((grade - level.lowest()) * school.sections() + section) * level.periods() + period;
    return ordinal / PER_TEACHER;
  }

  /** With a comma and quotes, as titles have them. */
  public String title() {
    return course().title() + ", \"" + (char) ('A' + section % 26) + "\" " + (period + 1);
  }
}
