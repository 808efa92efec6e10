package io.hallpass.consent.filter;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.state.KeyValueStore;

/** What a task remembers about itself, by name. */
final class Meta {
  /** The local day the task has reached, see {@link TaskClock}. */
  static final String CLOCK = "clock";

  /** There while the machine's clock is not believed, see {@link TaskClock}. */
  static final String DOUBT = "doubt";

  /** Where a pass over the store stands, see {@link Pass}. */
  static final String PASS = "pass";

  /** See {@link Recipients}. */
  static final String RECIPIENTS = "recipients";

  /** See {@link Counts}. */
  static final String COUNTS = "counts";

  /** How far a task without state has to read before it releases, see {@link FirstReading}. */
  static final String FIRST_READING = "first-reading";

  /** A hash of the vocabulary the stored decisions were made with. */
  static final String CATALOGUE = "catalogue";

  private final KeyValueStore<byte[], byte[]> store;

  Meta(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
  }

  /** Null where nothing is remembered. */
  byte[] get(String name) {
    return store.get(name.getBytes(StandardCharsets.US_ASCII));
  }

  void put(String name, byte[] value) {
    store.put(name.getBytes(StandardCharsets.US_ASCII), value);
  }

  void remove(String name) {
    store.delete(name.getBytes(StandardCharsets.US_ASCII));
  }
}
