package io.hallpass.ingest.intake;

/** Counts the references of one column, and those of them to nothing. */
public final class References {
  private long all;
  private long dangling;

  /** A reference that was looked up. */
  public void add(boolean found) {
    all++;
    dangling += found ? 0 : 1;
  }

  public long all() {
    return all;
  }

  public long dangling() {
    return dangling;
  }
}
