package io.hallpass.normalize.landing;

import io.hallpass.normalize.stream.Prefix;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** The sources a task has seen, each with the version of the mapping its rows are mapped with. */
final class Sources {
  private static final String MAPPED = "mapped/";
  private static final String REMOVED = "removed/";

  private final KeyValueStore<Bytes, byte[]> meta;
  private final Map<String, Long> mapped = new HashMap<>();
  private final Set<String> removed = new HashSet<>();

  Sources(KeyValueStore<Bytes, byte[]> meta) {
    this.meta = meta;
    Prefix.scan(
        meta,
        bytes(MAPPED),
        (key, value) -> {
          mapped.put(name(key, MAPPED), ByteBuffer.wrap(value).getLong());
          return true;
        });
    Prefix.scan(meta, bytes(REMOVED), (key, value) -> removed.add(name(key, REMOVED)) || true);
  }

  List<String> all() {
    return List.copyOf(mapped.keySet());
  }

  boolean known(String source) {
    return mapped.containsKey(source);
  }

  boolean removed(String source) {
    return removed.contains(source);
  }

  /** The version its rows are mapped with; {@link Mark#UNMAPPED} where some or all are not. */
  long version(String source) {
    return mapped.getOrDefault(source, Mark.UNMAPPED);
  }

  /** Its rows are, or are about to be, mapped with this version. */
  void mapped(String source, long version) {
    Long before = mapped.put(source, version);
    if (before == null || before != version) {
      byte[] value = ByteBuffer.allocate(Long.BYTES).putLong(version).array();
      meta.put(new Bytes(bytes(MAPPED + source)), value);
    }
    if (removed.remove(source)) {
      meta.delete(new Bytes(bytes(REMOVED + source)));
    }
  }

  /** It is a source no longer. */
  void remove(String source) {
    mapped.remove(source);
    meta.delete(new Bytes(bytes(MAPPED + source)));
    removed.add(source);
    meta.put(new Bytes(bytes(REMOVED + source)), new byte[0]);
  }

  private static String name(byte[] key, String prefix) {
    return new String(key, StandardCharsets.UTF_8).substring(prefix.length());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
