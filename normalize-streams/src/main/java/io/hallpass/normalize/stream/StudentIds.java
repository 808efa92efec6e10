package io.hallpass.normalize.stream;

import io.hallpass.runtime.avro.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** The first field of every student-scoped schema is the studentId; a body has all but this. */
final class StudentIds {
  private static final int TEXT = 36;

  /** Avro's length of a 36-character string: 36 in zigzag. */
  private static final byte AVRO_LENGTH = 2 * TEXT;

  private StudentIds() {}

  /** The body with a studentId in front. */
  static byte[] put(UUID student, byte[] body) {
    byte[] whole = new byte[body.length + 1 + TEXT];
    System.arraycopy(body, 0, whole, 0, WireFormat.HEADER);
    whole[WireFormat.HEADER] = AVRO_LENGTH;
    byte[] id = student.toString().getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(id, 0, whole, WireFormat.HEADER + 1, TEXT);
    int rest = body.length - WireFormat.HEADER;
    System.arraycopy(body, WireFormat.HEADER, whole, WireFormat.HEADER + 1 + TEXT, rest);
    return whole;
  }

  /** The record without it. */
  static byte[] cut(byte[] whole) {
    byte[] body = Arrays.copyOf(whole, whole.length - 1 - TEXT);
    int rest = body.length - WireFormat.HEADER;
    System.arraycopy(whole, WireFormat.HEADER + 1 + TEXT, body, WireFormat.HEADER, rest);
    return body;
  }
}
