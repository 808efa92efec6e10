package io.hallpass.ingest.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes one flat JSON object at a time, compact and in UTF-8, escaped as Jackson escapes. Reused
 * for every row; not for use by several threads.
 */
public final class JsonBytes {
  /**
   * What a decoder puts in the place of bytes that are no characters: a code point that no text
   * uses.
   */
  public static final char UNREADABLE = '\uFFFF';

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[1024];
  private char[] scratch = new char[256];
  private int length;
  private boolean first;
  private boolean readable;

  /** A column's name as {@link #field} wants it: {@code "name":}. */
  public static byte[] name(String column) {
    JsonBytes json = new JsonBytes();
    json.text(column);
    json.put(':');
    return json.copy();
  }

  /** Begins an object; what was written before is gone. */
  public void begin() {
    length = 0;
    first = true;
    readable = true;
    put('{');
  }

  /** Begins a field; {@code name} comes from {@link #name}. A value must follow. */
  public void field(byte[] name) {
    if (!first) {
      put(',');
    }
    first = false;
    raw(name);
  }

  /** A text value. */
  public void text(char[] chars, int start, int count) {
    room(count * 6 + 2);
    bytes[length++] = '"';
    int end = start + count;
    for (int i = start; i < end; i++) {
      char c = chars[i];
      if (c < 0x80) {
        if (c >= 0x20 && c != '"' && c != '\\') {
          bytes[length++] = (byte) c;
        } else {
          escape(c);
        }
      } else if (Character.isHighSurrogate(c)
          && i + 1 < end
          && Character.isLowSurrogate(chars[i + 1])) {
        pair(Character.toCodePoint(c, chars[++i]));
      } else {
        wide(c);
      }
    }
    bytes[length++] = '"';
  }

  /** A text value; null is written as JSON's null. */
  public void text(String value) {
    if (value == null) {
      raw(NULL);
      return;
    }
    int count = value.length();
    if (scratch.length < count) {
      scratch = new char[count];
    }
    value.getChars(0, count, scratch, 0);
    text(scratch, 0, count);
  }

  /** Ends the object and returns its bytes. */
  public byte[] end() {
    put('}');
    return copy();
  }

  /** Whether no value since {@link #begin} held {@link #UNREADABLE} or half a surrogate pair. */
  public boolean readable() {
    return readable;
  }

  private byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }

  private void escape(char c) {
    bytes[length++] = '\\';
    switch (c) {
      case '"', '\\' -> bytes[length++] = (byte) c;
      case '\n' -> bytes[length++] = 'n';
      case '\r' -> bytes[length++] = 'r';
      case '\t' -> bytes[length++] = 't';
      case '\b' -> bytes[length++] = 'b';
      case '\f' -> bytes[length++] = 'f';
      default -> {
        bytes[length++] = 'u';
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = HEX[c >> 4];
        bytes[length++] = HEX[c & 0xF];
      }
    }
  }

  private void wide(char c) {
    if (c == UNREADABLE) {
      readable = false;
    }
    char safe = c;
    if (Character.isSurrogate(c)) {
      readable = false;
      safe = '\uFFFD';
    }
    if (safe < 0x800) {
      bytes[length++] = (byte) (0xC0 | safe >> 6);
    } else {
      bytes[length++] = (byte) (0xE0 | safe >> 12);
      bytes[length++] = (byte) (0x80 | safe >> 6 & 0x3F);
    }
    bytes[length++] = (byte) (0x80 | safe & 0x3F);
  }

  private void pair(int codePoint) {
    bytes[length++] = (byte) (0xF0 | codePoint >> 18);
    bytes[length++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
    bytes[length++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
    bytes[length++] = (byte) (0x80 | codePoint & 0x3F);
  }

  private void put(char ascii) {
    room(1);
    bytes[length++] = (byte) ascii;
  }

  private void raw(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
