package io.hallpass.ingest.fileset;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/** What is held now, so that it is said once. */
final class Holds {
  private final String connector;
  private final Logger log;

  /** What was said last by this task; null as long as it has said nothing. */
  private List<Hold> said;

  Holds(String connector, Logger log) {
    this.connector = connector;
    this.log = log;
  }

  /**
   * The status to be told; empty where it would be no other.
   *
   * @param now what is held
   * @param moving sets of which nothing is known yet: what was said of them stays
   * @param before the status that was told last
   */
  Optional<String> news(List<Hold> now, List<Arrival> moving, String before) {
    List<Hold> all = new ArrayList<>(now);
    Set<String> waiting = moving.stream().map(Arrival::name).collect(Collectors.toSet());
    if (said != null) {
      said.stream()
          .filter(hold -> waiting.contains(hold.set()) || hold.set().isEmpty() && !moving.isEmpty())
          .filter(hold -> !all.contains(hold))
          .forEach(all::add);
    }
    if (all.equals(said) || said == null && all.isEmpty() && !moving.isEmpty()) {
      return Optional.empty();
    }
    Set<Hold> known = said == null ? Set.of() : new HashSet<>(said);
    for (Hold hold : all) {
      if (!known.contains(hold)) {
        log.error("{}: held: {}", connector, String.join("; ", hold.lines()));
      }
    }
    boolean first = said == null;
    said = List.copyOf(all);
    String after = SourceStatus.holding(before, all);
    return first && all.isEmpty() && after.equals(before) ? Optional.empty() : Optional.of(after);
  }

  /** The same where one more thing is held than was said last. */
  Optional<String> news(Hold more, String before) {
    List<Hold> all = new ArrayList<>(said == null ? List.of() : said);
    if (!all.contains(more)) {
      all.add(more);
    }
    return news(all, List.of(), before);
  }

  /**
   * The status when a set was read: what was said of it no longer holds.
   *
   * @param set its name; empty where there is one only
   */
  String read(String set, String status) {
    said =
        said == null ? List.of() : said.stream().filter(hold -> !hold.set().equals(set)).toList();
    return SourceStatus.holding(status, said);
  }
}
