package io.hallpass.normalize.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Reads what {@link ByteWriter} writes; anything else is an {@link UnreadableException} that names
 * {@code what}.
 */
final class ByteReader {
  private final String what;
  private final byte[] bytes;
  private int at;

  ByteReader(String what, byte[] bytes, int from) {
    this.what = what;
    this.bytes = bytes;
    this.at = from;
  }

  /** Starts behind a first byte that must be {@code version}. */
  static ByteReader versioned(String what, byte[] bytes, int version) {
    ByteReader reader = new ByteReader(what, bytes, 0);
    int found = reader.octet();
    if (found != version) {
      throw new UnreadableException(what + ": version " + found + ", expected " + version);
    }
    return reader;
  }

  int octet() {
    need(1);
    return bytes[at++] & 0xFF;
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = octet();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw unreadable("number too long");
  }

  /** A number of things each of which takes at least one byte. */
  int count() {
    long value = number();
    if (value < 0 || value > bytes.length - at) {
      throw unreadable("more announced than there is");
    }
    return (int) value;
  }

  String text() {
    int length = count();
    String value = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return value;
  }

  String restAsText() {
    String value = new String(bytes, at, bytes.length - at, StandardCharsets.UTF_8);
    at = bytes.length;
    return value;
  }

  byte[] block() {
    int length = count();
    byte[] value = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return value;
  }

  UUID uuid() {
    return new UUID(fixed(), fixed());
  }

  private long fixed() {
    need(8);
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | (bytes[at++] & 0xFF);
    }
    return value;
  }

  /** Whether there are bytes left: parts that an older version did not write. */
  boolean more() {
    return at < bytes.length;
  }

  void end() {
    if (at != bytes.length) {
      throw unreadable("more bytes than expected");
    }
  }

  UnreadableException unreadable(String reason) {
    return new UnreadableException(what + " at byte " + at + ": " + reason);
  }

  private void need(int more) {
    if (bytes.length - at < more) {
      throw unreadable("ends too early");
    }
  }
}
