package io.hallpass.ingest.cdc;

/**
 * How often the log could not be read at one place. A try may take long before it fails, since the
 * server reads a transaction from its beginning, so what counts is that none came further.
 */
final class SamePlace {
  private long reached;
  private long failedAt = -1;
  private int failures;

  /** Everything up to this LSN was read. */
  void reached(long lsn) {
    reached = Math.max(reached, lsn);
  }

  /** Another log is read, or the same behind a new snapshot. */
  void anew() {
    reached = 0;
    failedAt = -1;
    failures = 0;
  }

  /** Reading failed; returns how often it did without having come further, this time included. */
  int failed() {
    failures = reached > failedAt ? 1 : failures + 1;
    failedAt = reached;
    return failures;
  }
}
