package io.hallpass.normalize.identity;

import java.util.Objects;

/**
 * Says that a person is a student, a member of staff, a guardian of one student, or the same
 * student as another person.
 *
 * @param role what the person is registered as
 * @param of the student's person key, of a guardian; the other person's, of a duplicate; otherwise
 *     null
 */
public record Registration(Role role, String of) implements Content {
  /** Checks that those, and only those, name somebody who are something of somebody. */
  public Registration {
    Objects.requireNonNull(role, "role");
    if ((of != null) != ofSomebody(role)) {
      throw new IllegalArgumentException(
          "of: a guardian and a duplicate, and nobody else, name it");
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

  /** Says that the person is the student who is registered as {@code kept}, whose id is to stay. */
  public static Registration duplicateOf(String kept) {
    return new Registration(Role.DUPLICATE, kept);
  }

  static boolean ofSomebody(Role role) {
    return role == Role.GUARDIAN || role == Role.DUPLICATE;
  }

  @Override
  public boolean withholds() {
    return false;
  }

  /** Names no value. */
  @Override
  public String toString() {
    return "Registration[" + role + "]";
  }
}
