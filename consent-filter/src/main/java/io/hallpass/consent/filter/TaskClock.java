package io.hallpass.consent.filter;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The district's local day as this task knows it. It never goes back, neither with a slow clock
 * after a move to another machine nor with a change of the time zone, so nothing that has expired
 * holds again. The day is stored when it changes, together with what is decided by it.
 *
 * <p>A day that was stored stays for good, so a clock is not believed blindly: what it says must
 * lie within a year of the later of two days, the stored one and the one on which the settings were
 * applied. Before anything is stored it may not even be two days behind. What a clock says that is
 * not believed changes nothing.
 */
final class TaskClock {
  private static final Logger LOG = LoggerFactory.getLogger(TaskClock.class);

  /** Longer than a service rests, or a district leaves its settings alone, in a school year. */
  private static final int YEAR = 366;

  private static final byte[] PRESENT = {1};

  private final Meta meta;
  private long time = Long.MIN_VALUE;
  private LocalDate today = LocalDate.EPOCH;
  private boolean known;
  private boolean believed;
  private ZoneId zone;
  private LocalDate applied = LocalDate.EPOCH;

  /** The milliseconds of the day, between which there is nothing to find out. */
  private long dayBegins = Long.MAX_VALUE;

  private long dayEnds = Long.MIN_VALUE;

  TaskClock(Meta meta) {
    this.meta = meta;
    this.believed = meta.get(Meta.DOUBT) == null;
    byte[] stored = meta.get(Meta.CLOCK);
    if (stored != null) {
      ByteBuffer in = ByteBuffer.wrap(stored);
      time = in.getLong();
      today = LocalDate.ofEpochDay(in.getLong());
      known = true;
    }
  }

  /** The day; 1970-01-01 while it is not {@link #known}. */
  LocalDate today() {
    return today;
  }

  /** Whether a clock was ever believed. */
  boolean known() {
    return known;
  }

  /** Whether the clock was, when it was last looked at. */
  boolean believed() {
    return believed;
  }

  /**
   * The district's time zone, and when its settings were applied; for the next {@link #advance}.
   */
  void district(ZoneId timeZone, Instant appliedAt) {
    zone = timeZone;
    applied = LocalDate.ofInstant(appliedAt, timeZone);
    dayEnds = Long.MIN_VALUE;
  }

  /**
   * Moves on to the day of this time, if it can be believed.
   *
   * @param now wall-clock milliseconds
   * @return whether a new day has begun
   */
  boolean advance(long now) {
    if (zone == null || (now >= dayBegins && now < dayEnds)) {
      return false;
    }
    LocalDate certain = applied.isAfter(today) ? applied : today;
    LocalDate first = certain.minusDays(known ? YEAR : 1);
    LocalDate says = LocalDate.ofInstant(Instant.ofEpochMilli(now), zone);
    believe(!says.isBefore(first) && !says.isAfter(certain.plusDays(YEAR)), says, certain);
    if (!believed) {
      dayBegins = Long.MAX_VALUE;
      return false;
    }
    LocalDate before = today;
    time = Math.max(time, now);
    LocalDate local = LocalDate.ofInstant(Instant.ofEpochMilli(time), zone);
    today = local.isAfter(today) ? local : today;
    dayBegins = today.atStartOfDay(zone).toInstant().toEpochMilli();
    dayEnds = today.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    if (known && today.equals(before)) {
      return false;
    }
    known = true;
    meta.put(
        Meta.CLOCK,
        ByteBuffer.allocate(2 * Long.BYTES).putLong(time).putLong(today.toEpochDay()).array());
    return true;
  }

  private void believe(boolean it, LocalDate says, LocalDate certain) {
    if (it == believed) {
      return;
    }
    believed = it;
    if (it) {
      meta.remove(Meta.DOUBT);
    } else {
      meta.put(Meta.DOUBT, PRESENT);
      LOG.error(
          "this machine's clock says {} and is not believed: the last day that is certain is {};"
              + " agreements that a denial could end release nothing new until the clock is right,"
              + " or a change is applied",
          says,
          certain);
    }
  }
}
