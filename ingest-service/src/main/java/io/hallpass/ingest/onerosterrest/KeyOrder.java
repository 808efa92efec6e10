package io.hallpass.ingest.onerosterrest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Watches whether ids come in ascending order, and in which: by their characters, without regard to
 * case, or as numbers. A server sorts and compares in its database's order, which it does not name;
 * ids that fit none of these three are not known to be sorted.
 */
final class KeyOrder {
  private static final Pattern NUMBER = Pattern.compile("0*(\\d+)");
  private static final Comparator<String> AS_NUMBERS =
      Comparator.comparing((String id) -> NUMBER.matcher(id).replaceFirst("$1").length())
          .thenComparing(id -> NUMBER.matcher(id).replaceFirst("$1"));

  private final List<Comparator<String>> possible =
      new ArrayList<>(
          List.of(Comparator.naturalOrder(), String.CASE_INSENSITIVE_ORDER, AS_NUMBERS));
  private String last = "";

  /** Takes the next id; whether all so far ascended in some order. */
  boolean ascends(String id) {
    if (!NUMBER.matcher(id).matches()) {
      possible.remove(AS_NUMBERS);
    }
    if (!last.isEmpty()) {
      possible.removeIf(order -> order.compare(last, id) >= 0);
    }
    last = id;
    return !possible.isEmpty();
  }

  /** The next id is the first of a page: it may come before those of the page before. */
  void page() {
    last = "";
  }

  /** The last id; empty where there was none. */
  String last() {
    return last;
  }

  /** Whether an id comes behind the last one in some order that is possible. */
  boolean behindLast(String id) {
    return possible.stream().anyMatch(order -> order.compare(last, id) < 0);
  }
}
