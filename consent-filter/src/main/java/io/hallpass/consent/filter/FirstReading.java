package io.hallpass.consent.filter;

import java.nio.ByteBuffer;

/**
 * What a task without any state has to read before it may release anything: the settings and the
 * consents that are there already. Tasks take their topics in no order, so without this a task that
 * lost all it knew would send values again that were withdrawn since: the student's registration
 * and his records may come before the denial, and an agreement before its end.
 *
 * <p>How far it is to read is found out once, when the task first begins, and stored with the rest.
 */
final class FirstReading {
  private final Meta meta;
  private long settings;
  private long consents;

  private FirstReading(Meta meta, long settings, long consents) {
    this.meta = meta;
    this.settings = settings;
    this.consents = consents;
  }

  /** Of this task; {@code fresh} where it has no state. */
  static FirstReading of(Meta meta, boolean fresh, FilterConfig config, int partition) {
    byte[] stored = meta.get(Meta.FIRST_READING);
    if (stored != null) {
      ByteBuffer in = ByteBuffer.wrap(stored);
      return new FirstReading(meta, in.getLong(), in.getLong());
    }
    FirstReading reading = new FirstReading(meta, LastOffsets.NONE, LastOffsets.NONE);
    if (fresh) {
      reading.settings = config.ends().last(config.topics().settings(), partition);
      reading.consents = config.ends().last(config.topics().consents(), partition);
      reading.store();
    }
    return reading;
  }

  /** Whether something is still to be read. */
  boolean going() {
    return settings != LastOffsets.NONE || consents != LastOffsets.NONE;
  }

  /**
   * A setting was read.
   *
   * @return whether it was the last of all that was to be read
   */
  boolean setting(long offset) {
    if (settings == LastOffsets.NONE || offset < settings) {
      return false;
    }
    settings = LastOffsets.NONE;
    store();
    return !going();
  }

  /** As {@link #setting}, of a record of the consents' topic. */
  boolean consent(long offset) {
    if (consents == LastOffsets.NONE || offset < consents) {
      return false;
    }
    consents = LastOffsets.NONE;
    store();
    return !going();
  }

  private void store() {
    if (going()) {
      meta.put(
          Meta.FIRST_READING,
          ByteBuffer.allocate(2 * Long.BYTES).putLong(settings).putLong(consents).array());
    } else {
      meta.remove(Meta.FIRST_READING);
    }
  }
}
