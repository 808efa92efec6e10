package io.hallpass.normalize.landing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The landing store on two Streams stores. */
final class RocksLandingStore implements LandingStore {
  private final KeyValueStore<Bytes, byte[]> marks;
  private final KeyValueStore<Bytes, byte[]> rows;

  RocksLandingStore(KeyValueStore<Bytes, byte[]> marks, KeyValueStore<Bytes, byte[]> rows) {
    this.marks = marks;
    this.rows = rows;
  }

  @Override
  public Optional<Mark> mark(byte[] key) {
    return Optional.ofNullable(marks.get(new Bytes(key))).map(Mark::decode);
  }

  @Override
  public void put(byte[] key, Mark mark) {
    marks.put(new Bytes(key), mark.encode());
  }

  @Override
  public Optional<LandedRow> row(byte[] key) {
    return Optional.ofNullable(rows.get(new Bytes(key))).map(LandedRow::decode);
  }

  @Override
  public void put(byte[] key, LandedRow row) {
    rows.put(new Bytes(key), row.encode());
  }

  @Override
  public List<MarkedKey> marks(byte[] from, byte[] to, int limit) {
    List<MarkedKey> found = new ArrayList<>(Math.min(limit, 1024));
    try (KeyValueIterator<Bytes, byte[]> range = marks.range(new Bytes(from), new Bytes(to))) {
      while (found.size() < limit && range.hasNext()) {
        KeyValue<Bytes, byte[]> entry = range.next();
        if (java.util.Arrays.compareUnsigned(entry.key.get(), to) < 0) {
          found.add(new MarkedKey(entry.key.get(), Mark.decode(entry.value)));
        }
      }
    }
    return found;
  }
}
