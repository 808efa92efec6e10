package io.hallpass.synthetic.people;

/** OneRoster's codes for sex, and the SIS's own. */
public enum Sex {
  MALE("male", "M"),
  FEMALE("female", "F"),
  OTHER("other", "X"),
  UNSPECIFIED("unspecified", "");

  private final String roster;
  private final String sis;

  Sex(String roster, String sis) {
    this.roster = roster;
    this.sis = sis;
  }

  /** As in demographics.csv. */
  public String roster() {
    return roster;
  }

  /** As in {@code sis.pupil}. */
  public String sis() {
    return sis;
  }
}
