package io.hallpass.normalize.identity;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** State in memory, in the order of the bytes. */
final class TreeStore implements PersonStore {
  final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

  @Override
  public byte[] read(byte[] key) {
    return entries.get(key);
  }

  @Override
  public void write(byte[] key, byte[] value) {
    entries.put(key, value);
  }

  @Override
  public void delete(byte[] key) {
    entries.remove(key);
  }

  @Override
  public void scan(byte[] prefix, BiPredicate<byte[], byte[]> visitor) {
    for (Map.Entry<byte[], byte[]> entry : entries.tailMap(prefix).entrySet()) {
      byte[] key = entry.getKey();
      boolean within =
          key.length >= prefix.length
              && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
      if (!within || !visitor.test(key, entry.getValue())) {
        return;
      }
    }
  }
}
