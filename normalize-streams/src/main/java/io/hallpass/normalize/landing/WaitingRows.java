package io.hallpass.normalize.landing;

import io.hallpass.normalize.stream.Prefix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Vendors' own records that came before the settings that say how to read them, a queue a source.
 * They are kept as they came, since nobody knows yet what of them is needed.
 */
final class WaitingRows {
  private final KeyValueStore<Bytes, byte[]> store;

  /** The number of each source's next record, 0 where none waits. */
  private final Map<String, Long> next = new HashMap<>();

  WaitingRows(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /**
   * A record that waits. Printing it shows nothing of it.
   *
   * @param named source, resource and the vendor's own key
   * @param value null for a deletion
   * @param position in its source
   * @param offset in its topic
   */
  record Waiting(RowKey named, byte[] value, long position, long offset) {
    @Override
    public String toString() {
      return "waiting " + named;
    }
  }

  boolean any(String source) {
    return next.computeIfAbsent(source, this::end) > 0;
  }

  /** Puts a record behind those of its source. */
  void add(Waiting row) {
    String source = row.named().source();
    long number = next.computeIfAbsent(source, this::end);
    store.put(key(source, number), encode(row));
    next.put(source, number + 1);
  }

  /** Takes the first records of a source out, at most so many. */
  List<Waiting> take(String source, int limit) {
    List<Waiting> taken = new ArrayList<>();
    List<Bytes> keys = new ArrayList<>();
    Prefix.scan(
        store,
        RowKey.prefix(source),
        (key, value) -> {
          keys.add(new Bytes(key));
          taken.add(decode(source, value));
          return taken.size() < limit;
        });
    keys.forEach(store::delete);
    if (taken.size() < limit) {
      next.put(source, 0L);
    }
    return taken;
  }

  private long end(String source) {
    byte[] prefix = RowKey.prefix(source);
    try (KeyValueIterator<Bytes, byte[]> last =
        store.reverseRange(new Bytes(prefix), new Bytes(Prefix.behind(prefix)))) {
      while (last.hasNext()) {
        KeyValue<Bytes, byte[]> entry = last.next();
        byte[] key = entry.key.get();
        if (key.length == prefix.length + Long.BYTES
            && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length)) {
          return ByteBuffer.wrap(key, prefix.length, Long.BYTES).getLong() + 1;
        }
      }
      return 0;
    }
  }

  private static Bytes key(String source, long number) {
    byte[] prefix = RowKey.prefix(source);
    return new Bytes(
        ByteBuffer.allocate(prefix.length + Long.BYTES).put(prefix).putLong(number).array());
  }

  private static byte[] encode(Waiting row) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(row.position());
      out.writeLong(row.offset());
      out.writeUTF(row.named().resource());
      out.writeInt(row.named().key().length);
      out.write(row.named().key());
      out.writeBoolean(row.value() != null);
      if (row.value() != null) {
        out.write(row.value());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Waiting decode(String source, byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      long position = in.readLong();
      long offset = in.readLong();
      String resource = in.readUTF();
      byte[] key = in.readNBytes(in.readInt());
      byte[] value = in.readBoolean() ? in.readAllBytes() : null;
      return new Waiting(new RowKey(source, resource, key), value, position, offset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
