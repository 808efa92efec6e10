package io.hallpass.sink.copy;

import io.hallpass.schemas.FieldType;

/**
 * Walks through Avro binary without making objects. Reading beyond the end throws {@link
 * IndexOutOfBoundsException}, as does whatever cannot be Avro.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#binary-encoding">Avro binary</a>
 */
final class AvroCursor {
  private byte[] bytes = {};
  private int at;

  void reset(byte[] value, int start) {
    bytes = value;
    at = start;
  }

  void moveTo(int position) {
    at = position;
  }

  int at() {
    return at;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean atEnd() {
    return at == bytes.length;
  }

  long readLong() {
    long raw = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte b = bytes[at++];
      raw |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return (raw >>> 1) ^ -(raw & 1);
      }
    }
    throw new IndexOutOfBoundsException("a number of more than ten bytes");
  }

  int readInt() {
    long value = readLong();
    if (value != (int) value) {
      throw new IndexOutOfBoundsException("an int of more than 32 bits");
    }
    return (int) value;
  }

  long readDoubleBits() {
    long bits = 0;
    for (int i = 0; i < 8; i++) {
      bits |= (bytes[at++] & 0xffL) << (8 * i);
    }
    return bits;
  }

  int readByte() {
    return bytes[at++];
  }

  /** The length of the string that starts here; the cursor then stands on its first byte. */
  int readLength() {
    long length = readLong();
    if (length < 0 || length > bytes.length - at) {
      throw new IndexOutOfBoundsException("a length beyond the end");
    }
    return (int) length;
  }

  /** Skips a value of this type. */
  void skip(FieldType type) {
    switch (type) {
      case INT, LONG, DATE, INSTANT -> readLong();
      case DOUBLE -> advance(8);
      case BOOLEAN -> advance(1);
      case STRING, UUID -> advance(readLength());
      case STRING_LIST -> skipList();
    }
  }

  private void skipList() {
    for (long items = readBlock(); items > 0; items = readBlock()) {
      for (long i = 0; i < items; i++) {
        advance(readLength());
      }
    }
  }

  /** The number of items in the array block that starts here; 0 ends the array. */
  long readBlock() {
    long items = readLong();
    if (items < 0) {
      readLong();
      items = -items;
    }
    if (items < 0 || items > bytes.length) {
      throw new IndexOutOfBoundsException("an array of more items than bytes");
    }
    return items;
  }

  void advance(int length) {
    if (length > bytes.length - at) {
      throw new IndexOutOfBoundsException("a value beyond the end");
    }
    at += length;
  }
}
