package io.hallpass.normalize.stream;

import java.util.Arrays;
import java.util.function.BiPredicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** All entries of a store whose keys begin alike. */
public final class Prefix {
  private Prefix() {}

  /** Shows each of them, in the order of the keys, until the visitor returns false. */
  public static void scan(
      KeyValueStore<Bytes, byte[]> store, byte[] prefix, BiPredicate<byte[], byte[]> visitor) {
    try (KeyValueIterator<Bytes, byte[]> range =
        store.range(new Bytes(prefix), new Bytes(behind(prefix)))) {
      while (range.hasNext()) {
        KeyValue<Bytes, byte[]> entry = range.next();
        byte[] key = entry.key.get();
        // The range includes its end.
        if (begins(key, prefix) && !visitor.test(key, entry.value)) {
          return;
        }
      }
    }
  }

  /** The first key behind all that begin with {@code prefix}, which does not end in 0xFF. */
  public static byte[] behind(byte[] prefix) {
    byte[] end = prefix.clone();
    end[end.length - 1]++;
    return end;
  }

  private static boolean begins(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }
}
