package io.hallpass.schemas;

/** Whether a record of an entity belongs to one student, or is reference data of the district. */
public enum Scope {
  /** Keyed by studentId and recordId. */
  STUDENT,
  /** Keyed by recordId alone. */
  REFERENCE
}
