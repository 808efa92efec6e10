package io.hallpass.ingest.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for the schools of a resource. Those that are too many share the last one. */
final class Schools {
  private static final int MOST = Snapshot.MOST_SCHOOLS - 1;

  private static final int LONGEST = 100;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  /**
   * The number of a school.
   *
   * @param cell as the file has it: of a list the first counts
   */
  int number(String cell) {
    int comma = cell.indexOf(',');
    String name = (comma < 0 ? cell : cell.substring(0, comma)).strip();
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    if (names.size() == MOST) {
      return MOST;
    }
    numbers.put(name, names.size());
    names.add(name);
    return names.size() - 1;
  }

  /** How many numbers there can be now. */
  int size() {
    return names.size() + 1;
  }

  /** A school's name as it can be shown; empty where it has none. */
  String name(int number) {
    String name = number < names.size() ? names.get(number) : "";
    return name.substring(0, Math.min(LONGEST, name.length())).replaceAll("\\p{Cntrl}", "?");
  }
}
