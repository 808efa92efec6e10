package io.hallpass.runtime.settings;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Stands last in each partition behind all that one {@code apply} wrote, in the same transaction:
 * what is in front of it takes effect with it, all at once.
 *
 * @param at when it was applied, to the millisecond
 */
public record Applied(Instant at) implements Setting {
  /** The one key of this kind. */
  public static final String KEY = "applied";

  public Applied {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public String key() {
    return KEY;
  }
}
