package io.hallpass.consent.filter;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The district's local day as this task knows it. It never goes back, neither with a slow clock
 * after a move to another machine nor with a change of the time zone, so nothing that has expired
 * holds again. The day is stored when it changes, together with what is decided by it.
 */
final class TaskClock {
  private final Meta meta;
  private long time = Long.MIN_VALUE;
  private LocalDate today = LocalDate.EPOCH;
  private ZoneId zone;
  private long dayEnds = Long.MAX_VALUE;

  TaskClock(Meta meta) {
    this.meta = meta;
    byte[] stored = meta.get(Meta.CLOCK);
    if (stored != null) {
      ByteBuffer in = ByteBuffer.wrap(stored);
      time = in.getLong();
      today = LocalDate.ofEpochDay(in.getLong());
    }
  }

  /** The day; 1970-01-01 while the district, and with it the time zone, is unknown. */
  LocalDate today() {
    return today;
  }

  /** The district's time zone. Takes effect with the next {@link #advance}. */
  void zone(ZoneId district) {
    zone = district;
    dayEnds = Long.MIN_VALUE;
  }

  /**
   * Moves on to the day of this time.
   *
   * @param now wall-clock milliseconds
   * @return whether a new day has begun
   */
  boolean advance(long now) {
    if (now < dayEnds || zone == null) {
      return false;
    }
    LocalDate before = today;
    time = Math.max(time, now);
    LocalDate local = LocalDate.ofInstant(Instant.ofEpochMilli(time), zone);
    today = local.isAfter(today) ? local : today;
    dayEnds = today.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    if (today.equals(before)) {
      return false;
    }
    meta.put(
        Meta.CLOCK,
        ByteBuffer.allocate(2 * Long.BYTES).putLong(time).putLong(today.toEpochDay()).array());
    return true;
  }
}
