package io.hallpass.consent.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A walk over the whole store in slices, for what concerns the whole district: first only what
 * takes something back, then everything. Where it stands is stored with every slice, so it goes on
 * after a restart; it begins again when something changes under way.
 */
final class Pass {
  /** What a slice may do. */
  enum Stage {
    IDLE("idle"),
    TAKE_BACKS("take-backs"),
    BACKFILLS("backfills");

    private final String label;

    Stage(String label) {
      this.label = label;
    }

    /** As in {@code control.status}. */
    String label() {
      return label;
    }
  }

  private final Meta meta;
  private final KeyValueStore<byte[], byte[]> records;
  private Stage stage = Stage.IDLE;
  private byte[] last = new byte[0];

  Pass(Meta meta, KeyValueStore<byte[], byte[]> records) {
    this.meta = meta;
    this.records = records;
    byte[] stored = meta.get(Meta.PASS);
    if (stored != null) {
      stage = Stage.values()[stored[0]];
      last = Arrays.copyOfRange(stored, 1, stored.length);
    }
  }

  Stage stage() {
    return stage;
  }

  /** Begins from the beginning. */
  void start() {
    move(Stage.TAKE_BACKS, new byte[0]);
  }

  /**
   * Up to {@code most} further records of the store. When there are no more, the next stage begins.
   *
   * @return store keys and entries
   */
  List<KeyValue<byte[], byte[]>> slice(int most) {
    List<KeyValue<byte[], byte[]>> slice = new ArrayList<>();
    byte[] next = last.length == 0 ? null : Arrays.copyOf(last, last.length + 1);
    try (KeyValueIterator<byte[], byte[]> rest = records.range(next, null)) {
      while (rest.hasNext() && slice.size() < most) {
        slice.add(rest.next());
      }
    }
    return slice;
  }

  /** Notes that a slice is done. */
  void done(List<KeyValue<byte[], byte[]>> slice, int most) {
    if (slice.size() == most) {
      move(stage, slice.get(slice.size() - 1).key);
    } else {
      move(stage == Stage.TAKE_BACKS ? Stage.BACKFILLS : Stage.IDLE, new byte[0]);
    }
  }

  private void move(Stage to, byte[] behind) {
    stage = to;
    last = behind;
    if (stage == Stage.IDLE) {
      meta.remove(Meta.PASS);
      return;
    }
    byte[] stored = new byte[1 + last.length];
    stored[0] = (byte) stage.ordinal();
    System.arraycopy(last, 0, stored, 1, last.length);
    meta.put(Meta.PASS, stored);
  }
}
