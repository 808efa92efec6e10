package io.hallpass.ingest.rest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;

/** How long to wait before a request is made again. Pure. */
final class Backoff {
  private Backoff() {}

  /**
   * The wait after a failed attempt: it doubles with each, and half of it is left to chance so that
   * many clients do not come back together.
   *
   * @param attempt that failed, from 1
   * @param first wait in milliseconds
   * @param longest wait in milliseconds
   * @param chance from 0 to 1
   */
  static long millis(int attempt, long first, long longest, double chance) {
    long doubled = attempt > 30 ? longest : Math.min(longest, first << (attempt - 1));
    return doubled / 2 + (long) (doubled / 2.0 * chance);
  }

  /**
   * What {@code Retry-After} asks for, in milliseconds: a number of seconds or a date (RFC 9110,
   * 10.2.3). Empty where it can be read as neither; a date that has passed is 0.
   */
  static OptionalLong retryAfter(String header, Instant now) {
    String text = header.strip();
    if (text.matches("\\d{1,9}")) {
      return OptionalLong.of(Long.parseLong(text) * 1000);
    }
    try {
      Instant at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
      return OptionalLong.of(Math.max(0, at.toEpochMilli() - now.toEpochMilli()));
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }
}
