package io.hallpass.normalize.identity;

import java.util.Objects;
import java.util.UUID;

/**
 * Names one wave: adverts that a root sends along the claims of a student, and that are answered
 * when all that they caused has been handled.
 *
 * @param root the person key where it began
 * @param number of the wave at that root
 * @param student whose claims it follows
 */
public record Wave(String root, long number, UUID student) {
  /** Checks the parts. */
  public Wave {
    Keys.check(root);
    Objects.requireNonNull(student, "student");
  }

  /** As part of a store's key. */
  String text() {
    return number + " " + root;
  }

  /** Names no person key. */
  @Override
  public String toString() {
    return "Wave[" + number + "]";
  }
}
