package io.hallpass.normalize.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Compact bytes: variable-length integers, length-prefixed strings. */
final class ByteWriter {
  private byte[] bytes;
  private int size;

  ByteWriter(int expected) {
    bytes = new byte[Math.max(16, expected)];
  }

  ByteWriter octet(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  ByteWriter number(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  ByteWriter text(String value) {
    return block(value.getBytes(StandardCharsets.UTF_8));
  }

  ByteWriter block(byte[] value) {
    return number(value.length).raw(value);
  }

  ByteWriter raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  ByteWriter uuid(UUID value) {
    return fixed(value.getMostSignificantBits()).fixed(value.getLeastSignificantBits());
  }

  private ByteWriter fixed(long value) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  byte[] done() {
    return bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
  }
}
