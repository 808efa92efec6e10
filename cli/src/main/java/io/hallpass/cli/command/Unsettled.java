package io.hallpass.cli.command;

import io.hallpass.normalize.identity.StoredPerson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Says, by {@code studentId}, of which students it is not settled who they are. No vendor's id is
 * named: it may be a state's number, and what is printed ends in tickets.
 */
final class Unsettled {
  private static final int MOST = 100;

  private Unsettled() {}

  /** A line each, at most {@value #MOST}, and one for the rest. */
  static List<String> lines(Collection<StoredPerson> persons) {
    List<String> all = new ArrayList<>();
    for (StoredPerson person : persons) {
      if (!person.claimed().isEmpty()) {
        all.add(
            person.claimed().stream().map(UUID::toString).collect(Collectors.joining("  "))
                + "  conflict: they claim the same id, which stands for none of them");
      }
      if (person.mergeWaits()) {
        all.add(
            person.own().map(UUID::toString).orElse("(never registered)")
                + "  merge waits: one of the two was never registered as a student; nothing was"
                + " moved");
      }
    }
    all.sort(null);
    if (all.size() <= MOST) {
      return all;
    }
    List<String> lines = new ArrayList<>(all.subList(0, MOST));
    lines.add("and " + (all.size() - MOST) + " more");
    return lines;
  }
}
