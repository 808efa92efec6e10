package io.hallpass.normalize.landing;

import io.hallpass.normalize.landing.Cursor.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** The long passes of one task that have not ended, in their order; as durable as their effects. */
final class Cursors {
  private static final Bytes KEY = new Bytes("cursors".getBytes(StandardCharsets.UTF_8));

  private final KeyValueStore<Bytes, byte[]> meta;
  private final List<Cursor> all;

  Cursors(KeyValueStore<Bytes, byte[]> meta) {
    this.meta = meta;
    this.all = Cursor.decode(meta.get(KEY));
  }

  /** Behind all others. */
  void add(Cursor cursor) {
    all.add(cursor);
    save();
  }

  /** In front of all others. */
  void addFirst(Cursor cursor) {
    all.add(0, cursor);
    save();
  }

  /** The pass to move. */
  Optional<Cursor> first() {
    return all.stream().findFirst();
  }

  /** The first pass goes on there. */
  void moveFirst(byte[] next) {
    all.set(0, all.get(0).at(next));
    save();
  }

  /** The first pass has ended. */
  void removeFirst() {
    all.remove(0);
    save();
  }

  boolean any(Kind kind, String source) {
    return all.stream().anyMatch(cursor -> cursor.is(kind, source));
  }

  /** Whether there are passes to move. */
  boolean any() {
    return !all.isEmpty();
  }

  /** Ends passes of a source before their time. */
  void drop(String source, Set<Kind> kinds) {
    all.removeIf(cursor -> cursor.source().equals(source) && kinds.contains(cursor.kind()));
    save();
  }

  private void save() {
    meta.put(KEY, Cursor.encode(all));
  }
}
