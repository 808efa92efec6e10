package io.hallpass.normalize.mapping;

/** In which capacity a person is registered, and in which capacity a record belongs to a person. */
public enum Role {
  STUDENT,
  STAFF,
  /** Of one student; a person may be the guardian of several. */
  GUARDIAN,
  /** Of one student, and the same student; only operators say so, by the built-in mapping. */
  DUPLICATE
}
