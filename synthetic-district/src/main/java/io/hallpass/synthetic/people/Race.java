package io.hallpass.synthetic.people;

/** The five races of demographics.csv; a student may have several. */
public enum Race {
  AMERICAN_INDIAN_OR_ALASKA_NATIVE("americanIndianOrAlaskaNative"),
  ASIAN("asian"),
  BLACK_OR_AFRICAN_AMERICAN("blackOrAfricanAmerican"),
  NATIVE_HAWAIIAN_OR_OTHER_PACIFIC_ISLANDER("nativeHawaiianOrOtherPacificIslander"),
  WHITE("white");

  private final String column;

  Race(String column) {
    this.column = column;
  }

  /** Its column in demographics.csv. */
  public String column() {
    return column;
  }
}
