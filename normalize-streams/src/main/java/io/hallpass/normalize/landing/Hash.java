package io.hallpass.normalize.landing;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;

/** A 64-bit hash of a row, to see whether it changed. */
final class Hash {
  private static final HashFunction FUNCTION = Hashing.farmHashFingerprint64();

  private Hash() {}

  static long of(byte[] bytes) {
    return FUNCTION.hashBytes(bytes).asLong();
  }
}
