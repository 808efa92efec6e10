package io.hallpass.synthetic.school;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A course of the district's catalogue: one for each grade and period.
 *
 * @param grade 0 (kindergarten) to 12
 * @param period from 0
 */
public record Course(int grade, int period) {
  private static final List<String> SUBJECTS =
      List.of("Mathematics", "English", "Science", "Social Studies", "Art", "Sport", "Música");

  /** What the roster calls it. */
  public String sourcedId() {
    return "course-" + grade + "-" + (period + 1);
  }

  /** Its subject. */
  public String subject() {
    return SUBJECTS.get(period);
  }

  /** Subject and grade. */
  public String title() {
    return subject() + " " + Grades.ceds(grade);
  }

  /** The code in the course catalogue. */
  public String code() {
    return subject().substring(0, 3).toUpperCase(Locale.ROOT) + Grades.ceds(grade);
  }

  /** The whole catalogue. */
  public static List<Course> all() {
    List<Course> courses = new ArrayList<>();
    for (int grade = 0; grade < Level.GRADES; grade++) {
      for (int period = 0; period < Level.of(grade).periods(); period++) {
        courses.add(new Course(grade, period));
      }
    }
    return List.copyOf(courses);
  }
}
