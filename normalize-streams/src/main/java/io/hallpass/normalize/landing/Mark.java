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
 * @param state what became of the row
 */
record Mark(long hash, long position, long mapping, long version, State state) {
  /** No mapping has this version. */
  static final long UNMAPPED = 0;

  private static final int LENGTH = 4 * Long.BYTES + 1;

  /** What became of a row. The order is that of the stored form. */
  enum State {
    /** It said what its mapping makes of it, or waits for a mapping. */
    TAKEN,
    /** It was deleted, or absent from a complete snapshot. */
    GONE,
    /** The mapping refused it; what it said before stays. */
    REJECTED,
    /**
     * It is gone, but its consents stay, as one denies or revokes, or may: absence releases
     * nothing.
     */
    DENIES,
    /** Nothing of it could be read, not even whom it may deny what. */
    UNREADABLE,
    /** Columns its consents are read from were not collected; those it said before stay. */
    UNCOLLECTED
  }

  /** Of a row that is gone and was never seen: an older one that comes late is refused by it. */
  static Mark neverSeen(long position) {
    return new Mark(0, position, UNMAPPED, 1, State.GONE);
  }

  byte[] encode() {
    return ByteBuffer.allocate(LENGTH)
        .putLong(hash)
        .putLong(position)
        .putLong(mapping)
        .putLong(version)
        .put((byte) state.ordinal())
        .array();
  }

  static Mark decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new Mark(
        in.getLong(), in.getLong(), in.getLong(), in.getLong(), State.values()[in.get()]);
  }

  boolean gone() {
    return state == State.GONE;
  }

  /** Whether the row is at its source, as far as is known. */
  boolean present() {
    return state != State.GONE && state != State.DENIES;
  }

  /** Whether the row was never mapped, or has changed since while there was no mapping. */
  boolean waits() {
    return mapping == UNMAPPED;
  }

  Mark at(long newPosition) {
    return new Mark(hash, newPosition, mapping, version, state);
  }

  /** The same row in another state and version. */
  Mark as(State newState, long newVersion) {
    return new Mark(hash, position, mapping, newVersion, newState);
  }
}
