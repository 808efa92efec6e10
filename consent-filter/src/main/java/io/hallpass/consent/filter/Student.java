package io.hallpass.consent.filter;

import io.hallpass.consent.decision.Consent;
import io.hallpass.consent.decision.Release;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What the store keeps of one student, and what was last decided about him. */
final class Student {
  private static final int NEVER = Integer.MAX_VALUE;
  private static final byte REGISTERED = 1;
  private static final byte WITH_FENCE = 2;
  private static final byte WITH_PASSAGES = 4;

  private final byte[] id;
  private final Map<UUID, byte[]> consents = new TreeMap<>();
  private boolean registered;
  private long fence;
  private long opened;
  private final Passages passages = new Passages();
  private int due = NEVER;

  /** Read from the bytes above when first needed. */
  private List<Consent> read;

  private Release release;
  private int decidedIn = -1;

  /** A student nothing is known of. */
  Student(byte[] id) {
    this.id = id;
  }

  static Student decode(byte[] id, byte[] stored) {
    Student student = new Student(id);
    ByteBuffer in = ByteBuffer.wrap(stored);
    byte flags = in.get();
    student.registered = (flags & REGISTERED) != 0;
    if ((flags & WITH_FENCE) != 0) {
      student.fence = in.getLong();
      student.opened = in.getLong();
    }
    if ((flags & WITH_PASSAGES) != 0) {
      student.passages.decode(in);
    }
    if (in.hasRemaining()) {
      student.due = in.getInt();
    }
    while (in.hasRemaining()) {
      UUID consent = new UUID(in.getLong(), in.getLong());
      byte[] bytes = new byte[in.getInt()];
      in.get(bytes);
      student.consents.put(consent, bytes);
    }
    return student;
  }

  /** Null where there is nothing to keep. */
  byte[] encode() {
    boolean fences = fence != 0 || opened != 0;
    boolean passes = !passages.none();
    int flags =
        (registered ? REGISTERED : 0) | (fences ? WITH_FENCE : 0) | (passes ? WITH_PASSAGES : 0);
    if (consents.isEmpty() && flags == 0) {
      return null;
    }
    int size = 1 + (fences ? 2 * Long.BYTES : 0) + (consents.isEmpty() ? 0 : Integer.BYTES);
    size += passes ? passages.size() : 0;
    for (byte[] consent : consents.values()) {
      size += 2 * Long.BYTES + Integer.BYTES + consent.length;
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    out.put((byte) flags);
    if (fences) {
      out.putLong(fence).putLong(opened);
    }
    if (passes) {
      passages.encode(out);
    }
    if (!consents.isEmpty()) {
      out.putInt(due);
    }
    consents.forEach(
        (consent, bytes) ->
            out.putLong(consent.getMostSignificantBits())
                .putLong(consent.getLeastSignificantBits())
                .putInt(bytes.length)
                .put(bytes));
    return out.array();
  }

  /** 16 bytes. */
  byte[] id() {
    return id;
  }

  /** Whether the student's identity was seen: until then nothing is released. */
  boolean registered() {
    return registered;
  }

  void registered(boolean seen) {
    registered = seen;
    decidedIn = -1;
  }

  /**
   * Whether records may be here whose consents are not: of those that came behind a fence or in a
   * passage, or those that are about to leave. Until then nobody gets anything more of the student.
   */
  boolean fenced() {
    return fence > opened || !passages.none();
  }

  Passages passages() {
    return passages;
  }

  /** A fence was put up; a number that could not be read is that of the next one. */
  void fence(long number) {
    fence = Math.max(fence, number == Identities.NONE ? Math.max(fence, opened) + 1 : number);
  }

  /** The last fence that an identity opened. */
  long opened() {
    return opened;
  }

  void opened(long number) {
    opened = number;
  }

  /** The canonical bytes of the consents, by their ids. To change, call {@link #consent}. */
  Map<UUID, byte[]> consents() {
    return consents;
  }

  /** Keeps, or with null forgets, a consent. */
  void consent(UUID consent, byte[] bytes) {
    if (bytes == null) {
      consents.remove(consent);
    } else {
      consents.put(consent, bytes);
    }
    read = null;
    decidedIn = -1;
  }

  /** The consents as they were last read; null where they were not yet. */
  List<Consent> read() {
    return read;
  }

  void read(List<Consent> all) {
    read = all;
  }

  /** The day under which the student stands in the index of due times. */
  int due() {
    return due;
  }

  /** Whether the student stands in that index. */
  boolean dated() {
    return due != NEVER;
  }

  void due(LocalDate day) {
    // A day that is no int never comes.
    due = day == null ? NEVER : (int) Math.min(NEVER, day.toEpochDay());
  }

  /** The decision, where it was made in this era; else null. */
  Release release(int era) {
    return decidedIn == era ? release : null;
  }

  void release(Release decision, int era) {
    release = decision;
    decidedIn = era;
  }
}
