package io.hallpass.normalize.identity;

/**
 * In which role a person owns an item; a record waits until its person is registered in its role.
 */
public enum Role {
  /**
   * Student-scoped records, consents among them: released under the one student the person resolves
   * to.
   */
  STUDENT,
  /**
   * Reference records about staff: released as they are, while the person is registered as staff.
   */
  STAFF,
  /** Records of a guardian: released once for each student the guardian's children resolve to. */
  GUARDIAN,
  /** Only of registrations: the person is the same student as another one; no record has it. */
  DUPLICATE
}
