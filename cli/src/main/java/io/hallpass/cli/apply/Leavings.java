package io.hallpass.cli.apply;

import io.hallpass.cli.source.CdcLeftover;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What connectors that go, or follow another database from now on, leave in vendors' databases.
 *
 * @param removable by connector: of those that go
 * @param moved by connector: of those that go on elsewhere. The same database may only have got
 *     another name, so nothing is taken away there
 */
record Leavings(Map<String, CdcLeftover> removable, Map<String, CdcLeftover> moved) {
  /**
   * Finds it.
   *
   * @param present configurations of a district's source connectors as they are
   * @param wanted as they will be
   */
  static Leavings of(
      Map<String, Map<String, String>> present, Map<String, Map<String, String>> wanted) {
    Leavings found = new Leavings(new TreeMap<>(), new TreeMap<>());
    present.forEach(
        (name, config) ->
            CdcLeftover.of(config)
                .ifPresent(
                    left ->
                        found.add(
                            name, left, CdcLeftover.of(wanted.getOrDefault(name, Map.of())))));
    return found;
  }

  private void add(String name, CdcLeftover left, Optional<CdcLeftover> next) {
    if (next.isEmpty()) {
      removable.put(name, left);
    } else if (!next.get().sameAs(left)) {
      moved.put(name, left);
    }
  }

  /** A line a statement that will be run. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    removable.forEach(
        (name, left) ->
            left.statements().forEach(sql -> lines.add("- database " + left.where() + ": " + sql)));
    return lines;
  }

  /** What somebody has to see to. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    moved.forEach(
        (name, left) ->
            notes.add(
                name
                    + " follows another database from now on. Unless "
                    + left.where()
                    + " is the same one, run there: "
                    + String.join("; ", left.statements())));
    return notes;
  }

  /** Takes away what this connector leaves; where that could not be, what somebody has to do. */
  Optional<String> remove(String name) {
    return Optional.ofNullable(removable.get(name))
        .flatMap(
            left ->
                left.remove()
                    .map(
                        why ->
                            name
                                + ": "
                                + why
                                + ". Its server keeps its log for us until somebody runs in "
                                + left.where()
                                + ": "
                                + String.join("; ", left.statements())));
  }
}
