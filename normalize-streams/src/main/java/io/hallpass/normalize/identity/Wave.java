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
 * @param gathers whether the answers bring home what is denied
 */
public record Wave(String root, long number, UUID student, boolean gathers) {
  /** Whom a wave follows that is about several students, or none. */
  static final UUID NOBODY = new UUID(0, 0);

  /**
   * Of a wave that brings a student to one more key, and whatever that claims. It is not announced:
   * to a key that claims nothing, as most do, nothing comes from elsewhere.
   */
  static final UUID ONE_CLAIM = new UUID(0, 1);

  /** Checks the parts. */
  public Wave {
    Keys.check(root);
    Objects.requireNonNull(student, "student");
  }

  /** One that brings nothing home but that it is over. */
  public Wave(String root, long number, UUID student) {
    this(root, number, student, false);
  }

  /** Stands for all waves that began at the person and are not over; numbers begin with one. */
  static Wave allOf(String root) {
    return new Wave(root, 0, NOBODY);
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
