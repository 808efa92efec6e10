package io.hallpass.normalize.landing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Where a vendor that publishes itself has said that all it has to say is said: in each partition
 * of its topic for that partition, since the rows of one landing partition come out of all of them.
 */
final class VendorEnds {
  /** Begins the keys, in front of source and resource; {@link Completeness} forgets them. */
  static final String END = "vendor-end/";

  private final KeyValueStore<Bytes, byte[]> meta;
  private final int partitions;

  VendorEnds(KeyValueStore<Bytes, byte[]> meta, int partitions) {
    this.meta = meta;
    this.partitions = partitions;
  }

  /**
   * The marker of one of the topic's partitions has come, behind all rows that were in front of it.
   *
   * @return the position up to which every partition has said so; empty while one has not
   */
  OptionalLong heard(String source, String resource, int partition, long position) {
    meta.put(
        key(source, resource, partition),
        ByteBuffer.allocate(Long.BYTES).putLong(position).array());
    long earliest = Long.MAX_VALUE;
    for (int i = 0; i < partitions; i++) {
      byte[] said = meta.get(key(source, resource, i));
      if (said == null) {
        return OptionalLong.empty();
      }
      earliest = Math.min(earliest, ByteBuffer.wrap(said).getLong());
    }
    return OptionalLong.of(earliest);
  }

  /** The position of the last marker of any partition; the least there is where none came. */
  long last(String source, String resource) {
    long last = Long.MIN_VALUE;
    for (int i = 0; i < partitions; i++) {
      byte[] said = meta.get(key(source, resource, i));
      last = said == null ? last : Math.max(last, ByteBuffer.wrap(said).getLong());
    }
    return last;
  }

  private static Bytes key(String source, String resource, int partition) {
    return new Bytes(
        (END + source + "/" + resource + "/" + partition).getBytes(StandardCharsets.UTF_8));
  }
}
