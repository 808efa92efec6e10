package io.hallpass.synthetic.random;

import java.util.HexFormat;

/** Identifiers that look shuffled and never repeat. */
public final class Numbers {
  private static final long STEP = 387_420_489L;

  private Numbers() {}

  /**
   * Digits that are different for every index below ten to the {@code digits}: a step that shares
   * no factor with ten reaches all of them.
   *
   * @param digits at most 9
   */
  public static String digits(long seed, Purpose purpose, long index, int digits) {
    long range = 1;
    for (int i = 0; i < digits; i++) {
      range *= 10;
    }
    long offset = Long.remainderUnsigned(Dice.hash(seed, purpose, -1), range);
    long number = (index * (STEP % range) + offset) % range;
    String text = Long.toString(number);
    return "0".repeat(digits - text.length()) + text;
  }

  /** Sixteen hexadecimal digits, different for every index. */
  public static String hex(long seed, Purpose purpose, long index) {
    return HexFormat.of().toHexDigits(Dice.hash(seed, purpose, index));
  }
}
