package io.hallpass.runtime.settings;

/** The legal basis of an agreement. */
public enum Basis {
  /** The district's own warehouse. */
  DISTRICT,
  /** School officials, 34 CFR 99.31(a)(1). */
  SCHOOL_OFFICIAL,
  /** Directory information, 34 CFR 99.37. */
  DIRECTORY,
  /** Prior consent, 34 CFR 99.30, COPPA. */
  CONSENT
}
