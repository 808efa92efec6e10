package io.hallpass.sink.delivery;

/**
 * A record of a released topic.
 *
 * @param partition it came from
 * @param offset within that partition
 * @param writtenAt milliseconds since 1970; 0 where unknown
 * @param key as in {@link io.hallpass.runtime.topics.CanonicalKey}
 * @param value in the wire format; null takes the record back
 */
public record Released(int partition, long offset, long writtenAt, byte[] key, byte[] value) {
  /** Where it stands, and nothing of what it says. */
  @Override
  public String toString() {
    return "partition " + partition + ", offset " + offset;
  }
}
