package io.hallpass.normalize.landing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Names a row in the landing store: source, resource and the raw key, in this order, so that a
 * range covers a source or one of its resources. Printing it shows no key.
 *
 * @param source as in the raw topic's name
 * @param resource as in the raw topic's name
 * @param key the raw key, as the topic has it
 */
record RowKey(String source, String resource, byte[] key) {
  private static final byte END = 0;

  /** As the store has it. */
  byte[] bytes() {
    return concat(prefix(source, resource), key);
  }

  /** What {@link #bytes()} made. */
  static RowKey of(byte[] bytes) {
    int first = next(bytes, 0);
    int second = next(bytes, first + 1);
    return new RowKey(
        new String(bytes, 0, first, StandardCharsets.US_ASCII),
        new String(bytes, first + 1, second - first - 1, StandardCharsets.US_ASCII),
        Arrays.copyOfRange(bytes, second + 1, bytes.length));
  }

  /** In front of every row of a source. */
  static byte[] prefix(String source) {
    return concat(source.getBytes(StandardCharsets.US_ASCII), new byte[] {END});
  }

  /** In front of every row of a resource. */
  static byte[] prefix(String source, String resource) {
    return concat(
        prefix(source), concat(resource.getBytes(StandardCharsets.US_ASCII), new byte[] {END}));
  }

  /** The first key behind this one. */
  static byte[] after(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }

  private static int next(byte[] bytes, int from) {
    int at = from;
    while (bytes[at] != END) {
      at++;
    }
    return at;
  }

  private static byte[] concat(byte[] left, byte[] right) {
    byte[] all = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, all, left.length, right.length);
    return all;
  }

  @Override
  public String toString() {
    return "row of " + source + "." + resource;
  }
}
