package io.hallpass.synthetic.school;

import java.util.Locale;

/** How grades are written. */
public final class Grades {
  private Grades() {}

  /** CEDS entry grade level, as OneRoster asks: KG, 01 … 12. */
  public static String ceds(int grade) {
    return grade == 0 ? "KG" : String.format(Locale.ROOT, "%02d", grade);
  }

  /** The SIS's own code: K0, G1 … G12. */
  public static String sis(int grade) {
    return grade == 0 ? "K0" : "G" + grade;
  }
}
