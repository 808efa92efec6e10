package io.hallpass.normalize.landing;

/**
 * What is known of a row key that was given to somebody else's row after its own was gone, while
 * denials or revocations of the former stay. Printing it shows nothing of a row.
 *
 * @param since the row's version when that last happened, a part of the ids of all its consents
 *     from then on; 0 where it never did
 * @param earlier the row that is gone, flat JSON, until it is known whose row has its key now; else
 *     empty
 */
record Reuse(long since, byte[] earlier) {
  private static final byte[] NONE = {};

  /** The key never was anybody else's. */
  static final Reuse NEVER = new Reuse(0, NONE);

  /** Whether it is not known yet whose row has the key now. */
  boolean open() {
    return earlier.length > 0;
  }

  /** A row that was gone but for its consents has come again, perhaps as somebody else's. */
  Reuse again(byte[] gone) {
    return open() ? this : new Reuse(since, gone);
  }

  /** The row is of the same persons. */
  Reuse same() {
    return new Reuse(since, NONE);
  }

  /** The row is somebody else's from this version on. */
  static Reuse from(long version) {
    return new Reuse(version, NONE);
  }

  @Override
  public String toString() {
    return "Reuse[" + since + "]";
  }
}
