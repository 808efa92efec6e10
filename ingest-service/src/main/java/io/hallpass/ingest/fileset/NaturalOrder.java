package io.hallpass.ingest.fileset;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares names as people do: {@code roster-9} comes before {@code roster-10}. */
final class NaturalOrder {
  private static final Pattern PART = Pattern.compile("\\d+|\\D+");

  static final Comparator<String> NAMES =
      ((Comparator<String>) NaturalOrder::compare).thenComparing(Comparator.naturalOrder());

  private NaturalOrder() {}

  private static int compare(String one, String other) {
    Matcher left = PART.matcher(one);
    Matcher right = PART.matcher(other);
    while (true) {
      boolean more = left.find();
      if (!right.find()) {
        return more ? 1 : 0;
      }
      if (!more) {
        return -1;
      }
      int parts = part(left.group(), right.group());
      if (parts != 0) {
        return parts;
      }
    }
  }

  private static int part(String left, String right) {
    return number(left) && number(right)
        ? new BigInteger(left).compareTo(new BigInteger(right))
        : left.compareToIgnoreCase(right);
  }

  private static boolean number(String part) {
    return part.charAt(0) >= '0' && part.charAt(0) <= '9';
  }
}
