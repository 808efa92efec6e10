package io.hallpass.normalize.landing;

import java.util.List;
import java.util.Optional;

/**
 * The state of one landing partition. What one step writes becomes durable together with what it
 * sends.
 */
interface LandingStore {
  Optional<Mark> mark(byte[] key);

  void put(byte[] key, Mark mark);

  Optional<LandedRow> row(byte[] key);

  void put(byte[] key, LandedRow row);

  /**
   * Up to {@code limit} marks with keys from {@code from} (inclusive) to {@code to} (exclusive), in
   * order.
   */
  List<MarkedKey> marks(byte[] from, byte[] to, int limit);

  /** A key with its mark. */
  record MarkedKey(byte[] key, Mark mark) {}
}
