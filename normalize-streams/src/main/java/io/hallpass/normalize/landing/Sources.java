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

/**
 * The sources a task has seen, each with the version of the mapping its rows are mapped with, and
 * which of their resources were ever read whole: that first load is over.
 */
final class Sources {
  private static final String MAPPED = "mapped/";
  private static final String REMOVED = "removed/";
  private static final String WHOLE = "whole/";

  private final KeyValueStore<Bytes, byte[]> meta;
  private final Map<String, Long> mapped = new HashMap<>();
  private final Set<String> removed = new HashSet<>();
  private final Set<String> whole = new HashSet<>();

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
    Prefix.scan(meta, bytes(WHOLE), (key, value) -> whole.add(name(key, WHOLE)) || true);
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

  /** Whether all of the resource was ever read. */
  boolean whole(String source, String resource) {
    return whole.contains(source + "/" + resource);
  }

  /** All of the resource was read. */
  void readWhole(String source, String resource) {
    String name = source + "/" + resource;
    if (whole.add(name)) {
      meta.put(new Bytes(bytes(WHOLE + name)), new byte[0]);
    }
  }

  /** It is a source no longer. */
  void remove(String source) {
    List<String> gone = whole.stream().filter(name -> name.startsWith(source + "/")).toList();
    gone.forEach(name -> meta.delete(new Bytes(bytes(WHOLE + name))));
    gone.forEach(whole::remove);
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
