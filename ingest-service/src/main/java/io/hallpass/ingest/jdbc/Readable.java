package io.hallpass.ingest.jdbc;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a source can be read as its database is now: everything, or of a held one the consents,
 * for which nobody may wait.
 *
 * @param settings of the resources that are read
 * @param held every reason why the source is held; none where it is not
 * @param unread resources with consents that cannot be read
 */
record Readable(JdbcSourceSettings settings, List<String> held, Set<String> unread) {
  /**
   * Decides it.
   *
   * @param problems by resource, as {@link TableLook} finds them
   */
  static Readable of(JdbcSourceSettings settings, Map<String, List<String>> problems) {
    if (problems.isEmpty()) {
      return new Readable(settings, List.of(), Set.of());
    }
    Set<String> consents = settings.consents();
    List<JdbcResource> sound =
        settings.resources().stream()
            .filter(r -> consents.contains(r.name()) && !problems.containsKey(r.name()))
            .toList();
    Set<String> unread = new TreeSet<>(consents);
    unread.retainAll(problems.keySet());
    return new Readable(
        settings.only(sound), problems.values().stream().flatMap(List::stream).toList(), unread);
  }

  /** Whether the source is read as a whole. */
  boolean whole() {
    return held.isEmpty();
  }
}
