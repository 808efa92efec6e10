package io.hallpass.consent.filter;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What the store keeps of one record: its canonical bytes, and for every recipient that has it a
 * hash of the bytes it has and which fields they were masked to. While a gate is closed it may also
 * keep an earlier version: the one that recipients behind the gate still have.
 */
final class Entry {
  private static final byte PLAIN = 0;
  private static final byte WITH_EARLIER = 1;
  private static final int SENT = Short.BYTES + 2 * Long.BYTES;

  private byte[] current;
  private byte[] earlier;
  private int count;
  private short[] recipients = new short[0];
  private long[] hashes = new long[0];
  private long[] fields = new long[0];

  /** A record nobody has. */
  Entry(byte[] current) {
    this.current = current;
  }

  static Entry decode(byte[] stored) {
    ByteBuffer in = ByteBuffer.wrap(stored);
    boolean withEarlier = in.get() == WITH_EARLIER;
    Entry entry = new Entry(bytes(in));
    if (withEarlier) {
      entry.earlier = bytes(in);
    }
    int n = in.remaining() / SENT;
    entry.grow(n);
    for (int i = 0; i < n; i++) {
      entry.recipients[i] = in.getShort();
      entry.hashes[i] = in.getLong();
      entry.fields[i] = in.getLong();
    }
    entry.count = n;
    return entry;
  }

  byte[] encode() {
    int size = 1 + Integer.BYTES + current.length + count * SENT;
    size += earlier == null ? 0 : Integer.BYTES + earlier.length;
    ByteBuffer out = ByteBuffer.allocate(size);
    out.put(earlier == null ? PLAIN : WITH_EARLIER).putInt(current.length).put(current);
    if (earlier != null) {
      out.putInt(earlier.length).put(earlier);
    }
    for (int i = 0; i < count; i++) {
      out.putShort(recipients[i]).putLong(hashes[i]).putLong(fields[i]);
    }
    return out.array();
  }

  /** The canonical bytes as they are now. */
  byte[] current() {
    return current;
  }

  void current(byte[] value) {
    current = value;
  }

  /**
   * The canonical bytes as they were when an open gate last let them pass; null where none are
   * kept.
   */
  byte[] earlier() {
    return earlier;
  }

  void earlier(byte[] value) {
    earlier = value;
  }

  /** How many recipients have the record. */
  int count() {
    return count;
  }

  /** The {@code i}th recipient that has it. */
  int recipient(int i) {
    return recipients[i];
  }

  /** The place of a recipient, or -1 where it has nothing. */
  int find(int recipient) {
    for (int i = 0; i < count; i++) {
      if (recipients[i] == recipient) {
        return i;
      }
    }
    return -1;
  }

  /** The hash of what the {@code i}th recipient has. */
  long hash(int i) {
    return hashes[i];
  }

  /** The fields the {@code i}th recipient was allowed when it got what it has. */
  long fields(int i) {
    return fields[i];
  }

  /** Notes what a recipient has from now on. */
  void sent(int recipient, long hash, long allowed) {
    int i = find(recipient);
    if (i < 0) {
      i = count++;
      grow(count);
      recipients[i] = (short) recipient;
    }
    hashes[i] = hash;
    fields[i] = allowed;
  }

  /** Notes that a recipient has nothing from now on. */
  void takenBack(int recipient) {
    int i = find(recipient);
    if (i >= 0) {
      count--;
      recipients[i] = recipients[count];
      hashes[i] = hashes[count];
      fields[i] = fields[count];
    }
  }

  private void grow(int size) {
    if (recipients.length < size) {
      int capacity = Math.max(size, 2 * recipients.length);
      recipients = Arrays.copyOf(recipients, capacity);
      hashes = Arrays.copyOf(hashes, capacity);
      fields = Arrays.copyOf(fields, capacity);
    }
  }

  private static byte[] bytes(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return bytes;
  }
}
