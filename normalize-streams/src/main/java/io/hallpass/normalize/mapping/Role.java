package io.hallpass.normalize.mapping;

/** In which capacity a person is registered, and in which capacity a record belongs to a person. */
public enum Role {
  STUDENT,
  STAFF,
  /** Of one student; a person may be the guardian of several. */
  GUARDIAN
}
