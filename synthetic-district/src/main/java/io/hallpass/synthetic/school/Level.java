package io.hallpass.synthetic.school;

/** The three kinds of school; each grade belongs to one. */
public enum Level {
  /** Kindergarten to grade 5: the class stays together all day. */
  ELEMENTARY(0, 5, 6, 450, "Elementary School"),
  /** Grades 6 to 8. */
  MIDDLE(6, 8, 7, 650, "Middle School"),
  /** Grades 9 to 12. */
  HIGH(9, 12, 7, 1200, "High School");

  /** Grades of a district: kindergarten (0) to 12. */
  public static final int GRADES = 13;

  private final int lowest;
  private final int highest;
  private final int periods;
  private final int students;
  private final String title;

  Level(int lowest, int highest, int periods, int students, String title) {
    this.lowest = lowest;
    this.highest = highest;
    this.periods = periods;
    this.students = students;
    this.title = title;
  }

  /** The level of a grade, 0 (kindergarten) to 12. */
  public static Level of(int grade) {
    return grade <= ELEMENTARY.highest ? ELEMENTARY : grade <= MIDDLE.highest ? MIDDLE : HIGH;
  }

  /** The lowest grade. */
  public int lowest() {
    return lowest;
  }

  /** How many grades it has. */
  public int grades() {
    return highest - lowest + 1;
  }

  /** Classes a student attends. */
  public int periods() {
    return periods;
  }

  /** Students of a usual school of this kind. */
  int students() {
    return students;
  }

  String title() {
    return title;
  }
}
