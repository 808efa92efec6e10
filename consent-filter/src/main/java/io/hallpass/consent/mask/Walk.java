package io.hallpass.consent.mask;

import io.hallpass.schemas.FieldType;

/**
 * Steps over Avro binary values without decoding them. Everything is checked: a length that does
 * not fit could make a withheld value look like a part of a released one.
 */
final class Walk {
  private Walk() {}

  /** The position behind the value of this type that begins at {@code from}. */
  static int over(FieldType type, byte[] bytes, int from) {
    return switch (type) {
      case STRING, UUID -> text(bytes, from);
      case INT, LONG, DATE, INSTANT -> number(bytes, from);
      case DOUBLE -> forward(bytes, from, Double.BYTES);
      case BOOLEAN -> bool(bytes, from);
      case STRING_LIST -> texts(bytes, from);
    };
  }

  private static int number(byte[] bytes, int from) {
    for (int i = from; i < bytes.length && i < from + 10; i++) {
      if (bytes[i] >= 0) {
        return i + 1;
      }
    }
    throw new UnreadableException("a number does not end");
  }

  /** The zigzag number at {@code from}, which {@link #number} has found to end. */
  private static long value(byte[] bytes, int from) {
    long raw = 0;
    for (int shift = 0, i = from; ; shift += 7, i++) {
      raw |= (long) (bytes[i] & 0x7F) << shift;
      if (bytes[i] >= 0) {
        return (raw >>> 1) ^ -(raw & 1);
      }
    }
  }

  private static int text(byte[] bytes, int from) {
    int behind = number(bytes, from);
    return forward(bytes, behind, value(bytes, from));
  }

  private static int bool(byte[] bytes, int from) {
    int behind = forward(bytes, from, 1);
    if ((bytes[from] & ~1) != 0) {
      throw new UnreadableException("a boolean is neither true nor false");
    }
    return behind;
  }

  private static int texts(byte[] bytes, int from) {
    int at = from;
    while (true) {
      long count = value(bytes, at, number(bytes, at));
      at = number(bytes, at);
      if (count == 0) {
        return at;
      }
      long size = -1;
      if (count < 0) {
        // A negative count is followed by the block's size in bytes.
        size = value(bytes, at, number(bytes, at));
        at = number(bytes, at);
        count = -count;
      }
      if (count < 0 || count > bytes.length - at) {
        throw new UnreadableException("a block is longer than its record");
      }
      int start = at;
      for (long i = 0; i < count; i++) {
        at = text(bytes, at);
      }
      if (size >= 0 && at - start != size) {
        throw new UnreadableException("a block is not as long as it says");
      }
    }
  }

  private static long value(byte[] bytes, int from, int behind) {
    return behind == from + 1 ? (bytes[from] >>> 1) ^ -(bytes[from] & 1) : value(bytes, from);
  }

  private static int forward(byte[] bytes, int from, long length) {
    if (length < 0 || length > bytes.length - from) {
      throw new UnreadableException("a value is longer than its record");
    }
    return from + (int) length;
  }
}
