package io.hallpass.ingest.jdbc;

import java.time.Duration;

/**
 * Up to where the changes of a resource were read, by the vendor's clock, which is never compared
 * with ours. A transaction that commits late leaves rows behind that are older than others already
 * read; so the next look begins earlier than the latest moment seen, by the overlap and by how long
 * the last look took. Once a look began more than the overlap after the latest moment was seen,
 * nothing that old can still appear, and rows of it are not read again.
 *
 * @param latest moment seen; null where there was none
 * @param seenAt by our clock, in milliseconds, not before the rows were visible
 * @param low no row older than this can still appear; null where that is not known
 * @param settled whether nothing as old as {@code latest} can still appear
 */
record HighWater(Moment latest, long seenAt, Moment low, boolean settled) {
  /** Nothing was seen. */
  static final HighWater NONE = new HighWater(null, 0, null, false);

  /** The moment from which on the next look must read; null for all of them. */
  Moment from() {
    return settled ? latest : low;
  }

  /**
   * After a look that read everything {@link #from} there.
   *
   * @param seen the latest moment in it; null where it found none
   * @param begin and {@code end} of the look by our clock, in milliseconds
   * @param overlap in milliseconds
   */
  HighWater after(Moment seen, long begin, long end, long overlap) {
    if (seen != null && (latest == null || seen.compareTo(latest) > 0)) {
      Moment nextLow = seen.minus(Duration.ofMillis(overlap + Math.max(0, end - begin)));
      return new HighWater(seen, end, Moment.later(nextLow, from()), false);
    }
    return latest != null && begin - seenAt > overlap
        ? new HighWater(latest, seenAt, low, true)
        : this;
  }

  /** Reads {@link #text}. */
  static HighWater of(String text) {
    String[] parts = text.split(" ");
    Moment latest = parts.length == 4 ? Moment.of(parts[0]) : null;
    return latest == null
        ? NONE
        : new HighWater(
            latest, Long.parseLong(parts[1]), Moment.of(parts[2]), Boolean.parseBoolean(parts[3]));
  }

  /** As it is stored. */
  String text() {
    return latest == null
        ? ""
        : latest.text() + " " + seenAt + " " + (low == null ? "-" : low.text()) + " " + settled;
  }
}
