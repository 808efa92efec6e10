package io.hallpass.consent.filter;

import java.nio.charset.StandardCharsets;

/** UUIDs between their 36 characters in topic keys and 16 bytes in the stores. */
final class Ids {
  static final int TEXT = 36;
  static final int RAW = 16;
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private Ids() {}

  /**
   * Reads the id at {@code from}. Only its one canonical form counts, lower case: another form
   * would be another key.
   *
   * @return whether there is one
   */
  static boolean read(byte[] text, int from, byte[] raw, int to) {
    if (from < 0 || from + TEXT > text.length) {
      return false;
    }
    int at = from;
    for (int i = 0; i < RAW; i++) {
      if ((i == 4 || i == 6 || i == 8 || i == 10) && text[at++] != '-') {
        return false;
      }
      int high = digit(text[at++]);
      int low = digit(text[at++]);
      if ((high | low) < 0) {
        return false;
      }
      raw[to + i] = (byte) (high << 4 | low);
    }
    return true;
  }

  /** Writes the id at {@code from} as text. */
  static void write(byte[] raw, int from, byte[] text, int to) {
    int at = to;
    for (int i = 0; i < RAW; i++) {
      if (i == 4 || i == 6 || i == 8 || i == 10) {
        text[at++] = '-';
      }
      text[at++] = DIGITS[(raw[from + i] >> 4) & 0xF];
      text[at++] = DIGITS[raw[from + i] & 0xF];
    }
  }

  /** The id as text. */
  static String text(byte[] raw) {
    byte[] text = new byte[TEXT];
    write(raw, 0, text, 0);
    return new String(text, StandardCharsets.US_ASCII);
  }

  private static int digit(byte c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }
}
