package io.hallpass.normalize.landing;

import java.nio.ByteBuffer;

/**
 * The small part of a landed row: enough to see that nothing changed. Kept apart from the row
 * itself, since every row of every nightly file rewrites it.
 *
 * @param hash of the collected row's bytes
 * @param position of the row in its source
 * @param mapping version of the mapping it was mapped with; {@link #UNMAPPED} where it waits for
 *     one
 * @param version grows with every change that was passed on
 * @param gone whether the row was deleted, or absent from a complete snapshot
 * @param rejected whether the mapping refused it; what it said before stays
 */
record Mark(long hash, long position, long mapping, long version, boolean gone, boolean rejected) {
  /** No mapping has this version. */
  static final long UNMAPPED = 0;

  private static final int LENGTH = 4 * Long.BYTES + 1;
  private static final int GONE = 1;
  private static final int REJECTED = 2;

  /** Of a row that is gone and was never seen: an older one that comes late is refused by it. */
  static Mark neverSeen(long position) {
    return new Mark(0, position, UNMAPPED, 1, true, false);
  }

  byte[] encode() {
    int flags = (gone ? GONE : 0) | (rejected ? REJECTED : 0);
    return ByteBuffer.allocate(LENGTH)
        .putLong(hash)
        .putLong(position)
        .putLong(mapping)
        .putLong(version)
        .put((byte) flags)
        .array();
  }

  static Mark decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long hash = in.getLong();
    long position = in.getLong();
    long mapping = in.getLong();
    long version = in.getLong();
    int flags = in.get();
    return new Mark(hash, position, mapping, version, (flags & GONE) != 0, (flags & REJECTED) != 0);
  }

  Mark at(long newPosition) {
    return new Mark(hash, newPosition, mapping, version, gone, rejected);
  }
}
