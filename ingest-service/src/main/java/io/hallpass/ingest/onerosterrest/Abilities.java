package io.hallpass.ingest.onerosterrest;

import io.hallpass.ingest.rest.RestException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server turned out to be unable to do with a resource. Each is said once; a task that
 * starts anew tries it anew.
 */
final class Abilities {
  private static final Logger LOG = LoggerFactory.getLogger(Abilities.class);
  private static final int MOST_FAILURES = 3;

  private final String name;
  private boolean keyset = true;
  private boolean keysetOfChanges = true;
  private boolean changes = true;
  private int changesFailed;

  /**
   * Everything is thought possible.
   *
   * @param name of source and resource, for messages
   */
  Abilities(String name) {
    this.name = name;
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
    LOG.warn("{}: {}; reading by offsets", name, why);
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

  /** A look for changes failed; several times in a row, and it is given up. */
  void changesFailed() {
    if (++changesFailed >= MOST_FAILURES) {
      noChanges("fails");
    }
  }

  /** Changes cannot be asked for; only full passes find them. */
  void noChanges(String why) {
    if (changes) {
      LOG.warn("{}: a filter on dateLastModified {}; only full passes see changes", name, why);
    }
    changes = false;
  }
}
