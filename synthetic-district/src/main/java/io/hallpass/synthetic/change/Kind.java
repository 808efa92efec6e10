package io.hallpass.synthetic.change;

/**
 * What may happen to a student on a day, and to one student in how many. The numbers are primes:
 * two kinds meet in some students, and no kind keeps to every tenth.
 */
public enum Kind {
  /** The roster changes: a preferred or family name, a telephone number, or a section. */
  ROSTER(199),
  /** Leaves the district: no longer in the roster, deleted from the SIS. */
  GONE(997),
  /** Address and telephone number change in the SIS: columns that no mapping names. */
  MOVED(101),
  /** Another homeroom in the SIS. */
  HOMEROOM(293),
  /** Meal eligibility changes. */
  MEAL(401),
  /** A new incident. */
  INCIDENT(307),
  /** The oldest incident, if there is one, is taken off the record. */
  INCIDENT_REMOVED(37),
  /** The individualized education program, if there is one, is revised. */
  IEP_REVISED(41),
  /** The health notes, if there are any, are reviewed; their long texts stay as they are. */
  NOTE_REVIEWED(19),
  /** The flags, if there are any: one changes its date, one goes, one comes. */
  FLAGS(23),
  /** Not at school. */
  ABSENT(31),
  /** A form is signed that denies, or again allows, a release. */
  FORM(499);

  private final int oneIn;

  Kind(int oneIn) {
    this.oneIn = oneIn;
  }

  /** To one student in so many. */
  public int oneIn() {
    return oneIn;
  }
}
