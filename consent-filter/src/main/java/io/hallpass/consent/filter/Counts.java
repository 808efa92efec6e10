package io.hallpass.consent.filter;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * What a task has done, counted in the same transaction as it is done. Numbers only, never
 * anybody's.
 */
final class Counts {
  /** What is counted for each recipient. */
  enum Kind {
    /** Values sent, masked or not. */
    RELEASED("released"),
    /** Of these, the ones in which something was withheld. */
    MASKED("masked"),
    /** Records taken back. */
    TOMBSTONES("tombstones"),
    /** Records that came and of which the recipient may have nothing. */
    WITHHELD("withheld");

    private final String label;

    Kind(String label) {
      this.label = label;
    }
  }

  private static final int KINDS = Kind.values().length;
  private static final int FIXED = 3;
  private static final int RECORDS = 0;
  private static final int UNREADABLE = 1;
  private static final int STUDENTS = 2;

  private final Meta meta;
  private long[] counts = new long[FIXED];
  private boolean changed;

  Counts(Meta meta) {
    this.meta = meta;
    byte[] stored = meta.get(Meta.COUNTS);
    if (stored != null) {
      counts = new long[stored.length / Long.BYTES];
      ByteBuffer.wrap(stored).asLongBuffer().get(counts);
    }
  }

  /** A canonical record came. */
  void record() {
    add(RECORDS, 1);
  }

  /** Something came that cannot be read. */
  void unreadable() {
    add(UNREADABLE, 1);
  }

  /** A student was registered (1) or is no longer (-1). */
  void students(int difference) {
    add(STUDENTS, difference);
  }

  void count(Kind kind, int recipient) {
    add(FIXED + recipient * KINDS + kind.ordinal(), 1);
  }

  private void add(int place, int difference) {
    if (place >= counts.length) {
      counts = Arrays.copyOf(counts, place + KINDS);
    }
    counts[place] += difference;
    changed = true;
  }

  /** Stores the counts where they changed. */
  void save() {
    if (changed) {
      ByteBuffer out = ByteBuffer.allocate(counts.length * Long.BYTES);
      out.asLongBuffer().put(counts);
      meta.put(Meta.COUNTS, out.array());
      changed = false;
    }
  }

  /**
   * The counts as a JSON object, with {@code gate} and {@code cursor} beside them; {@code clock} is
   * 1 where the machine's clock is not believed.
   */
  String json(
      List<String> recipients,
      boolean gateOpen,
      Pass.Stage stage,
      int unreadableSettings,
      boolean clockBelieved) {
    StringBuilder json = new StringBuilder("{");
    number(json, "clock", clockBelieved ? 0 : 1);
    number(json, "records", counts[RECORDS]);
    number(json, "unreadable", counts[UNREADABLE]);
    number(json, "unreadableSettings", unreadableSettings);
    number(json, "students", counts[STUDENTS]);
    for (int i = 0; i < recipients.size(); i++) {
      for (Kind kind : Kind.values()) {
        int place = FIXED + i * KINDS + kind.ordinal();
        number(
            json, kind.label + "." + recipients.get(i), place < counts.length ? counts[place] : 0);
      }
    }
    return json.append("\"gate\":\"")
        .append(gateOpen ? "open" : "closed")
        .append("\",\"cursor\":\"")
        .append(stage.label())
        .append("\"}")
        .toString();
  }

  private static void number(StringBuilder json, String name, long value) {
    json.append('"').append(name).append("\":").append(value).append(',');
  }
}
