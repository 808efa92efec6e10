package io.hallpass.normalize.landing;

import io.hallpass.normalize.stream.Prefix;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Raw records that came before the settings that say how to take them, a queue a source. They are
 * kept as they came, since nobody knows yet what of them is needed.
 */
final class WaitingRows {
  private static final byte END = 0;

  private final KeyValueStore<Bytes, byte[]> store;

  /** The number of the next record of each source of which some wait. */
  private final Map<String, Long> next = new TreeMap<>();

  /** Those that the store holds. */
  WaitingRows(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
    byte[] from = {END};
    for (String source = first(from); source != null; source = first(from)) {
      next.put(source, last(source) + 1);
      from = Prefix.behind(RowKey.prefix(source));
    }
  }

  /** The sources of which records wait. */
  List<String> sources() {
    return List.copyOf(next.keySet());
  }

  boolean any(String source) {
    return next.containsKey(source);
  }

  /** Puts a record behind those of its source. */
  void add(RawRecord record) {
    String source = record.source();
    long number = next.getOrDefault(source, 0L);
    store.put(key(source, number), record.encode());
    next.put(source, number + 1);
  }

  /** Takes the first records of a source out, at most so many. */
  List<RawRecord> take(String source, int limit) {
    List<RawRecord> taken = new ArrayList<>();
    List<Bytes> keys = new ArrayList<>();
    Prefix.scan(
        store,
        RowKey.prefix(source),
        (key, value) -> {
          keys.add(new Bytes(key));
          taken.add(RawRecord.decode(source, value));
          return taken.size() < limit;
        });
    keys.forEach(store::delete);
    if (taken.size() < limit) {
      next.remove(source);
    }
    return taken;
  }

  private String first(byte[] from) {
    try (KeyValueIterator<Bytes, byte[]> all = store.range(new Bytes(from), null)) {
      return all.hasNext() ? source(all.next().key.get()) : null;
    }
  }

  private long last(String source) {
    byte[] prefix = RowKey.prefix(source);
    // All keys are this long, so the end of the range is behind the last of them.
    Bytes end = key(source, Long.MAX_VALUE);
    try (KeyValueIterator<Bytes, byte[]> last = store.reverseRange(new Bytes(prefix), end)) {
      KeyValue<Bytes, byte[]> entry = last.next();
      return ByteBuffer.wrap(entry.key.get(), prefix.length, Long.BYTES).getLong();
    }
  }

  private static String source(byte[] key) {
    return new String(key, 0, key.length - 1 - Long.BYTES, StandardCharsets.US_ASCII);
  }

  private static Bytes key(String source, long number) {
    byte[] prefix = RowKey.prefix(source);
    return new Bytes(
        ByteBuffer.allocate(prefix.length + Long.BYTES).put(prefix).putLong(number).array());
  }
}
