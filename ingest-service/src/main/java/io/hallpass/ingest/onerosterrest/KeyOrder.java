package io.hallpass.ingest.onerosterrest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Watches whether ids come in ascending order, and in which: by their characters, without regard to
 * case, or as numbers. A server sorts and compares in its database's order, which it does not name;
 * ids that fit none of these three are not known to be sorted.
 */
final class KeyOrder {
  private static final Comparator<String> AS_NUMBERS =
      Comparator.comparing((String id) -> !id.matches("\\d+"))
          .thenComparing(id -> id.replaceFirst("^0+(?=\\d)", "").length())
          .thenComparing(id -> id.replaceFirst("^0+(?=\\d)", ""));

  private final List<Comparator<String>> possible =
      new ArrayList<>(
          List.of(Comparator.naturalOrder(), String.CASE_INSENSITIVE_ORDER, AS_NUMBERS));
  private String last = "";

  /** Takes the next id; whether all so far ascended in some order. */
  boolean ascends(String id) {
    if (!last.isEmpty()) {
      possible.removeIf(order -> order.compare(last, id) >= 0);
    }
    last = id;
    return !possible.isEmpty();
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
