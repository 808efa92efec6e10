package io.hallpass.normalize;

import io.hallpass.normalize.stream.Prefix;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Counts that live in a store, so that they are as exact as the records they count. The store
 * should be a caching one: then a count costs a write a commit, not a write a record.
 */
public final class StatusCounts {
  private static final byte[] PREFIX = "count/".getBytes(StandardCharsets.US_ASCII);

  private final KeyValueStore<Bytes, byte[]> store;
  private final Map<String, Count> counts = new TreeMap<>();
  private boolean changed = true;

  private static final class Count {
    private final Bytes key;
    private long value;

    private Count(Bytes key, long value) {
      this.key = key;
      this.value = value;
    }
  }

  /** The counts that the store holds. */
  public StatusCounts(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
    Prefix.scan(
        store,
        PREFIX,
        (key, value) -> {
          String name =
              new String(key, PREFIX.length, key.length - PREFIX.length, StandardCharsets.UTF_8);
          counts.put(name, new Count(new Bytes(key), ByteBuffer.wrap(value).getLong()));
          return true;
        });
  }

  /** Adds to a count. */
  public void add(String name, long n) {
    Count count = counts.computeIfAbsent(name, key -> new Count(key(key), 0));
    count.value += n;
    store.put(count.key, ByteBuffer.allocate(Long.BYTES).putLong(count.value).array());
    changed = true;
  }

  /** Makes a count this value. */
  public void set(String name, long value) {
    long before = value(name);
    if (before != value) {
      add(name, value - before);
    }
  }

  /** A count; 0 where nothing was counted. */
  public long value(String name) {
    Count count = counts.get(name);
    return count == null ? 0 : count.value;
  }

  /** Hands all counts over as JSON where one changed since the last call. */
  public void publish(Consumer<byte[]> to) {
    if (!changed) {
      return;
    }
    changed = false;
    StringBuilder json = new StringBuilder("{");
    counts.forEach(
        (name, count) ->
            json.append(json.length() > 1 ? "," : "")
                .append('"')
                .append(name)
                .append("\":")
                .append(count.value));
    to.accept(json.append('}').toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Bytes key(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return new Bytes(
        ByteBuffer.allocate(PREFIX.length + text.length).put(PREFIX).put(text).array());
  }
}
