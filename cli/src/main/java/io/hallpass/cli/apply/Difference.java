package io.hallpass.cli.apply;

import io.hallpass.runtime.settings.Setting;
import io.hallpass.runtime.topics.TopicSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What stands between a plan and what is.
 *
 * @param topics to be made
 * @param vendorTopics to be made last
 * @param changed settings to be written
 * @param removed keys of settings to be removed
 * @param sources what is to become of source connectors
 * @param sinks sink connectors to be made or changed, and those that stay
 * @param publications statements that make a vendor's publication right, by source
 * @param leavings what is taken away in vendors' databases afterwards
 * @param since when what it is the difference from was applied
 */
public record Difference(
    List<TopicSpec> topics,
    List<TopicSpec> vendorTopics,
    List<Setting> changed,
    Set<String> removed,
    Sources sources,
    Sinks sinks,
    Map<String, List<String>> publications,
    Leavings leavings,
    Optional<Instant> since) {

  /** Whether everything is as the files ask. */
  public boolean none() {
    return lines().isEmpty();
  }

  /** A line each, for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    topics.forEach(
        spec -> lines.add("+ topic " + spec.name() + " (" + spec.partitions() + " partitions)"));
    vendorTopics.forEach(
        spec -> lines.add("+ topic " + spec.name() + " (" + spec.partitions() + " partitions)"));
    changed.forEach(setting -> lines.add("~ setting " + setting.key()));
    removed.forEach(key -> lines.add("- setting " + key));
    publications.forEach(
        (source, statements) ->
            statements.forEach(s -> lines.add("~ database of " + source + ": " + s)));
    lines.addAll(sources.lines());
    sinks.changed().keySet().forEach(name -> lines.add("~ connector " + name));
    sources.gone().forEach(name -> lines.add("- connector " + name));
    lines.addAll(leavings.lines());
    return lines;
  }

  /** What stays as it is and somebody has to know of, a line each. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>(sources.notes());
    notes.addAll(sinks.notes());
    notes.addAll(leavings.notes());
    return notes;
  }

  /**
   * Whether agreements are among what changes, so that what recipients may have is decided again.
   */
  public boolean decidesAgain() {
    return changed.stream()
            .anyMatch(s -> s.key().startsWith("agreement/") || s.key().equals("district"))
        || removed.stream().anyMatch(key -> key.startsWith("agreement/"));
  }

  /** Those of {@code wanted} that {@code present} does not equal. */
  static Map<String, Map<String, String>> differing(
      Map<String, Map<String, String>> wanted, Map<String, Map<String, String>> present) {
    Map<String, Map<String, String>> differing = new TreeMap<>();
    wanted.forEach(
        (name, config) -> {
          if (!config.equals(present.get(name))) {
            differing.put(name, config);
          }
        });
    return differing;
  }
}
