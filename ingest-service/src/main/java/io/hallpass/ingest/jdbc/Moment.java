package io.hallpass.ingest.jdbc;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;

/**
 * When a row was changed, as its column says it: a {@link LocalDate}, a {@link LocalDateTime}, or
 * an {@link OffsetDateTime} in UTC. Moments are compared only with those of their own kind.
 */
record Moment(Temporal value) implements Comparable<Moment> {
  /** Moments further ahead than this cannot be told from a slip of the pen, whatever the zone. */
  private static final Duration AHEAD = Duration.ofDays(1);

  Moment {
    if (value instanceof OffsetDateTime time) {
      value = time.withOffsetSameInstant(ZoneOffset.UTC);
    }
  }

  /** Reads {@link #text}; null where it was null or cannot be read. */
  static Moment of(String text) {
    if (text == null) {
      return null;
    }
    try {
      return text.indexOf('T') < 0
          ? new Moment(LocalDate.parse(text))
          : text.endsWith("Z")
              ? new Moment(OffsetDateTime.parse(text))
              : new Moment(LocalDateTime.parse(text));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** In ISO 8601. */
  String text() {
    return value.toString();
  }

  /** This much earlier; a date is then the day of its first moment less that. */
  Moment minus(Duration duration) {
    return value instanceof LocalDate date
        ? new Moment(date.atStartOfDay().minus(duration).toLocalDate())
        : new Moment(value.minus(duration));
  }

  /** The later of two, either of which may be null. */
  static Moment later(Moment one, Moment other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** Whether this lies so far ahead that it says nothing of when the row was changed. */
  boolean fanciful(Instant now) {
    return beginning().isAfter(now.plus(AHEAD));
  }

  private Instant beginning() {
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    return (value instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) value)
        .toInstant(ZoneOffset.UTC);
  }

  @Override
  public int compareTo(Moment other) {
    return beginning().compareTo(other.beginning());
  }
}
