package io.hallpass.sink.copy;

/** UUIDs in their 36 characters, read from bytes. */
public final class UuidText {
  /** Characters of a UUID. */
  public static final int LENGTH = 36;

  private static final byte[] DIGITS = digits();

  private UuidText() {}

  /**
   * The more significant half of the UUID that starts at {@code at}.
   *
   * @throws IllegalArgumentException where there is none; the message does not repeat it
   */
  public static long high(byte[] text, int at) {
    if (at + LENGTH > text.length
        || (text[at + 8] ^ '-' | text[at + 13] ^ '-' | text[at + 18] ^ '-' | text[at + 23] ^ '-')
            != 0) {
      throw notOne();
    }
    return hex(text, at, 8) << 32 | hex(text, at + 9, 4) << 16 | hex(text, at + 14, 4);
  }

  /** The less significant half of the UUID that starts at {@code at}. */
  public static long low(byte[] text, int at) {
    return hex(text, at + 19, 4) << 48 | hex(text, at + 24, 12);
  }

  private static long hex(byte[] text, int at, int digits) {
    long value = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = text[i] < 0 ? -1 : DIGITS[text[i]];
      if (digit < 0) {
        throw notOne();
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static byte[] digits() {
    byte[] digits = new byte[128];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = (byte) Character.digit(i, 16);
    }
    return digits;
  }

  private static IllegalArgumentException notOne() {
    return new IllegalArgumentException("not a UUID of 36 characters");
  }
}
