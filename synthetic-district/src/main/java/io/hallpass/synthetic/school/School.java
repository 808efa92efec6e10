package io.hallpass.synthetic.school;

/**
 * A school.
 *
 * @param index from 0, over all schools of the district
 * @param level which grades it teaches
 * @param number the SIS's own number, from 101
 * @param name invented
 * @param sections parallel classes in each grade and period
 */
public record School(int index, Level level, int number, String name, int sections) {
  /** What the roster calls it. The part after the hyphen is the SIS's number. */
  public String sourcedId() {
    return "school-" + number;
  }

  /** Its classes. */
  public int classes() {
    return level.grades() * sections * level.periods();
  }
}
