package io.hallpass.consent.filter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A fast 64-bit hash, to tell whether bytes are those last sent. It is kept in the stores, so it
 * must never change: another one would send everything again.
 */
final class Hash64 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long A = 0x9E3779B97F4A7C15L;
  private static final long B = 0xC2B2AE3D27D4EB4FL;
  private static final long C = 0xFF51AFD7ED558CCDL;
  private static final long D = 0xC4CEB9FE1A85EC53L;

  private Hash64() {}

  /** Never 0, which stands for nothing sent. */
  static long of(byte[] bytes) {
    long hash = A ^ bytes.length;
    int i = 0;
    for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
      hash = step(hash, (long) LONGS.get(bytes, i));
    }
    long rest = 0;
    for (; i < bytes.length; i++) {
      rest = rest << 8 | bytes[i] & 0xFF;
    }
    hash = step(hash, rest);
    hash = (hash ^ hash >>> 33) * C;
    hash = (hash ^ hash >>> 33) * D;
    hash ^= hash >>> 33;
    return hash == 0 ? 1 : hash;
  }

  private static long step(long hash, long word) {
    return Long.rotateLeft(hash ^ Long.rotateLeft(word * A, 31) * B, 27) * A + B;
  }
}
