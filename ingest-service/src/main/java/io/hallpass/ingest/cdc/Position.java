package io.hallpass.ingest.cdc;

/**
 * The position of each record: its LSN, but never less than that of the record before it.
 * PostgreSQL sends transactions in the order of their commits, so a change may come after one of a
 * larger LSN; a change that was under way when the snapshot was taken would even seem older than
 * the snapshot, and would be refused as stale for ever.
 *
 * <p>Rows keep the order in which they came, which is the order of their commits.
 */
final class Position {
  private long last;

  /** Goes on after {@code last}. */
  Position(long last) {
    this.last = last;
  }

  /** The position of the last record. */
  long last() {
    return last;
  }

  /** The position of a change. */
  long change(long lsn) {
    last = Math.max(last, lsn);
    return last;
  }

  /** The position of a marker that makes everything before it older: larger than any before. */
  long boundary(long lsn) {
    last = Math.max(last + 1, lsn);
    return last;
  }
}
