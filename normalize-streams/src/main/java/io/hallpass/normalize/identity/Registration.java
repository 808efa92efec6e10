package io.hallpass.normalize.identity;

import java.util.Objects;

/**
 * Says that a person is a student, a member of staff, or a guardian of one student.
 *
 * @param role what the person is registered as
 * @param of the student's person key, of a guardian; otherwise null
 */
public record Registration(Role role, String of) implements Content {
  /** Checks that a guardian, and nobody else, names a student. */
  public Registration {
    Objects.requireNonNull(role, "role");
    if ((of != null) != (role == Role.GUARDIAN)) {
      throw new IllegalArgumentException("of: a guardian, and nobody else, names a student");
    }
    if (of != null) {
      Keys.check(of);
    }
  }

  /** A registration as student. */
  public static Registration student() {
    return new Registration(Role.STUDENT, null);
  }

  /** A registration as staff. */
  public static Registration staff() {
    return new Registration(Role.STAFF, null);
  }

  /** A registration as guardian of the student with the person key {@code child}. */
  public static Registration guardianOf(String child) {
    return new Registration(Role.GUARDIAN, child);
  }

  @Override
  public boolean denial() {
    return false;
  }

  /** Names no value. */
  @Override
  public String toString() {
    return "Registration[" + role + "]";
  }
}
