package io.hallpass.ingest.csv;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Damages bytes as bad exports, bad transfers and bad people do. */
final class Mutations {
  private static final String[] PIECES = {
    "\"",
    "\"\"",
    ",",
    "\n",
    "\r",
    "\r\n",
    "\0",
    "\uFEFF",
    "\"\n",
    ",\"",
    "'",
    ";",
    "\t",
    "\uD83D\uDE00",
    "tobedeleted",
    "delta",
    "absent",
    "bulk",
    "sourcedId",
    "status",
    "-1",
    "s1"
  };

  private final Random random;

  Mutations(Random random) {
    this.random = random;
  }

  /** The same bytes, damaged in one to four places. */
  byte[] of(byte[] bytes) {
    byte[] damaged = bytes;
    for (int i = random.nextInt(4); i >= 0; i--) {
      damaged = once(damaged);
    }
    return damaged;
  }

  private byte[] once(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, at + 1 + random.nextInt(40));
    return switch (random.nextInt(9)) {
      case 0 -> join(bytes, 0, at, piece(), at);
      case 1 -> join(bytes, 0, at, new byte[0], to);
      case 2 -> join(bytes, 0, to, slice(bytes, at, to), to);
      case 3 -> slice(bytes, 0, at);
      case 4 -> flipped(bytes);
      case 5 -> join(bytes, 0, at, noise(1 + random.nextInt(30)), at);
      case 6 -> join(bytes, 0, at, noise(to - at), to);
      case 7 -> join(bytes, 0, at, slice(bytes, at, bytes.length), 0);
      default ->
          join(
              bytes,
              0,
              at,
              "x".repeat(random.nextInt(100_000)).getBytes(StandardCharsets.UTF_8),
              at);
    };
  }

  private byte[] piece() {
    return PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private byte[] flipped(byte[] bytes) {
    byte[] copy = bytes.clone();
    if (copy.length > 0) {
      copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return copy;
  }

  private static byte[] slice(byte[] bytes, int from, int to) {
    return java.util.Arrays.copyOfRange(bytes, from, to);
  }

  private static byte[] join(byte[] bytes, int from, int to, byte[] middle, int rest) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(bytes, from, to - from);
    all.writeBytes(middle);
    all.write(bytes, rest, bytes.length - rest);
    return all.toByteArray();
  }
}
