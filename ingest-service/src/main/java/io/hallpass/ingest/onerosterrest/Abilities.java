package io.hallpass.ingest.onerosterrest;

import io.hallpass.ingest.rest.RestException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server turned out to be unable to do with a resource. It is in the status for as long as
 * it is so, and in the log once; each full pass tries it anew, since one answer in the negative may
 * have been an accident.
 */
final class Abilities {
  private static final Logger LOG = LoggerFactory.getLogger(Abilities.class);
  private static final int MOST_FAILURES = 3;

  private final String name;
  private final String onlyWhole;
  private final Set<String> said = new HashSet<>();
  private boolean keyset = true;
  private boolean keysetOfChanges = true;
  private boolean changes = true;
  private int changesFailed;
  private String keysetLacks = "";
  private String changesLack = "";

  /**
   * Everything is thought possible.
   *
   * @param name of source and resource, for messages
   * @param consents whether the resource says what parents decided
   */
  Abilities(String name, boolean consents) {
    this.name = name;
    this.onlyWhole =
        consents
            ? "; since it has consents, it is read whole at each look"
            : "; changes and deletions are seen by full passes only, every fullHours";
  }

  /** Everything is thought possible again; of what failed, one more failure is enough. */
  void anew() {
    keyset = true;
    keysetOfChanges = true;
    changes = true;
    keysetLacks = "";
    changesLack = "";
  }

  /** What is not possible, and what follows. */
  List<String> limits() {
    List<String> limits = new ArrayList<>();
    for (String lack : List.of(keysetLacks, changesLack)) {
      if (!lack.isEmpty()) {
        limits.add(lack);
      }
    }
    return limits;
  }

  /** Whether a filter or an order may be what the server objects to, or what it breaks at. */
  static boolean perhapsOfFilter(RestException e) {
    return !(e instanceof RestException.Refused refused)
        || !Set.of(RestException.Refused.UNREADABLE, 401, 403).contains(refused.status());
  }

  /**
   * Whether rows can be read by their key: {@code filter=sourcedId>'…'}, in their order.
   *
   * @param filtered whether together with another filter
   */
  boolean keyset(boolean filtered) {
    return filtered ? keysetOfChanges : keyset;
  }

  /** They cannot; from now on by offsets. */
  void noKeyset(boolean filtered, String why) {
    keysetLacks = say(why + "; lists are read by offsets");
    keysetOfChanges = false;
    keyset &= filtered;
  }

  /** Whether changes can be asked for: {@code filter=dateLastModified>'…'}. */
  boolean changes() {
    return changes;
  }

  /** A look for changes was read to its end. */
  void changesRead() {
    changesFailed = 0;
  }

  /**
   * A look for changes failed, although the list is given without a filter; several times in a row,
   * and it is given up.
   */
  void changesFailed() {
    if (++changesFailed >= MOST_FAILURES) {
      noChanges("fails");
    }
  }

  /**
   * Changes cannot be asked for; only full passes find them. The list is given without a filter.
   */
  void noChanges(String why) {
    changesLack = say("a filter on dateLastModified " + why + onlyWhole);
    changes = false;
  }

  private String say(String limit) {
    if (said.add(limit)) {
      LOG.warn("{}: {}", name, limit);
    }
    return limit;
  }
}
