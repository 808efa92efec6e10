package io.hallpass.synthetic.random;

import java.util.List;

/**
 * A stream of numbers that depends on seed, purpose and index alone, so the n-th student can be
 * made without the n-1 before. SplitMix64 (Steele, Lea, Flood 2014); not for secrets of real
 * people.
 */
public final class Dice {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private long state;

  private Dice(long state) {
    this.state = state;
  }

  /** The stream of one thing. */
  public static Dice of(long seed, Purpose purpose, long index) {
    return new Dice(hash(seed, purpose, index));
  }

  /**
   * One number for one thing. For the same seed and purpose no two indexes have the same, since
   * every step can be turned back.
   */
  public static long hash(long seed, Purpose purpose, long index) {
    return mix(mix(seed ^ purpose.salt()) + index * GOLDEN);
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Any 64 bits. */
  public long bits() {
    state += GOLDEN;
    return mix(state);
  }

  /** From 0 to {@code bound - 1}. */
  public int below(int bound) {
    return (int) (((bits() >>> 33) * bound) >>> 31);
  }

  /** From {@code low} to {@code high}, both included. */
  public int between(int low, int high) {
    return low + below(high - low + 1);
  }

  /** True so many times in a thousand. */
  public boolean perMille(int times) {
    return below(1000) < times;
  }

  /** One of them, each as likely as the others. */
  public <T> T oneOf(List<T> values) {
    return values.get(below(values.size()));
  }
}
