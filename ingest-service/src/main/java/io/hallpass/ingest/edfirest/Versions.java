package io.hallpass.ingest.edfirest;

import io.hallpass.ingest.rest.Pause;
import io.hallpass.ingest.rest.RestException;
import java.util.Optional;

/**
 * The change versions that can be read, asked for once a round. A transaction gets its versions
 * before it ends, so what is read up to a version at once could lack rows that appear a moment
 * later; after a wait it cannot.
 */
final class Versions {
  private final EdFiApi api;
  private final Pause pause;
  private final long settleMillis;
  private Optional<Range> range = Optional.empty();

  /**
   * What can be asked for.
   *
   * @param oldest version of which deletions are still known
   * @param newest version that was given out
   */
  record Range(long oldest, long newest) {}

  Versions(EdFiApi api, Pause pause, long settleMillis) {
    this.api = api;
    this.pause = pause;
    this.settleMillis = settleMillis;
  }

  /** Asks, and waits where there is something new. */
  void ask() throws RestException, InterruptedException {
    Optional<Range> before = range;
    range = api.versions();
    if (!range.equals(before)) {
      pause.millis(settleMillis);
    }
  }

  /** What can be asked for; empty where change queries are off. */
  Optional<Range> range() {
    return range;
  }
}
