package io.hallpass.normalize.stream;

import io.hallpass.normalize.identity.PersonStore;
import java.util.function.BiPredicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Stage 2's state on a Streams store. */
final class StreamsPersonStore implements PersonStore {
  private final KeyValueStore<Bytes, byte[]> store;

  StreamsPersonStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  @Override
  public byte[] read(byte[] key) {
    return store.get(new Bytes(key));
  }

  @Override
  public void write(byte[] key, byte[] value) {
    store.put(new Bytes(key), value);
  }

  @Override
  public void delete(byte[] key) {
    store.delete(new Bytes(key));
  }

  @Override
  public void scan(byte[] prefix, BiPredicate<byte[], byte[]> visitor) {
    Prefix.scan(store, prefix, visitor);
  }
}
