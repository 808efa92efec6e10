package io.hallpass.synthetic.school;

import java.time.LocalDate;

/**
 * The one school year every synthetic district lives in, 2025-26. It does not follow the clock: the
 * same seed makes the same bytes in any year.
 */
public final class SchoolYear {
  /** The year in which it ends, by which it is named. */
  public static final int NAME = 2026;

  /** First day of school, a Monday. */
  public static final LocalDate FIRST_DAY = LocalDate.of(2025, 8, 25);

  /** Last day of school. */
  public static final LocalDate LAST_DAY = LocalDate.of(2026, 6, 12);

  /** First day of the second semester. */
  public static final LocalDate SECOND_SEMESTER = LocalDate.of(2026, 1, 26);

  /** The day on which the district is first looked at; day n of changes is n school days later. */
  public static final LocalDate DAY_ZERO = LocalDate.of(2025, 11, 14);

  /** School days from the first one to the day before {@link #DAY_ZERO}; there are no holidays. */
  static final int DAYS_SO_FAR = 59;

  private SchoolYear() {}

  /** The n-th school day after {@link #DAY_ZERO}, a Friday. */
  public static LocalDate day(int n) {
    return n == 0 ? DAY_ZERO : weekdays(DAY_ZERO.plusDays(3), n - 1);
  }

  /** The n-th school day of the year so far, from 0; beyond {@link #DAY_ZERO} it begins again. */
  public static LocalDate pastDay(int n) {
    return weekdays(FIRST_DAY, n % DAYS_SO_FAR);
  }

  private static LocalDate weekdays(LocalDate monday, int n) {
    return monday.plusDays(n / 5 * 7L + n % 5);
  }
}
