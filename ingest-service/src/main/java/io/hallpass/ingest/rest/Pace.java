package io.hallpass.ingest.rest;

import io.hallpass.ingest.rest.ResourceState.Open;
import java.time.Clock;

/**
 * How often a resource is read whole: every {@code fullHours}. One with consents of which nobody
 * can be asked what changed is read whole at each look, for a denial must not wait for a day; one
 * whose last full pass took nothing for gone, after an hour. Both for no more than a tenth of the
 * time, so that a server bears it; what was broken off rests so, too, but an hour at most, as
 * something is missing meanwhile. Not for use by several threads.
 *
 * <p>A pass takes until its last page: who waits for a server that is away does not burden it.
 */
public final class Pace {
  private static final int OF_THE_TIME = 10;

  /** After a pass that did not end as it should the next one need not wait as long as usual. */
  private static final long AGAIN_MILLIS = 3_600_000;

  private final RestSettings settings;
  private final RestResource resource;
  private boolean underWay;
  private long lastAt;
  private long tookMillis;

  /** The pace of a resource, of which it is not known yet how long it takes. */
  public Pace(RestSettings settings, RestResource resource) {
    this.settings = settings;
    this.resource = resource;
  }

  /**
   * Whether a full pass is due, also since an operator approved what the last one lacked.
   *
   * @param now in milliseconds since 1970
   * @param asked whether the server can be asked what changed
   */
  public boolean due(ResourceState state, long now, boolean asked) {
    if (underWay) {
      return rested(now) || now - lastAt >= AGAIN_MILLIS || now < lastAt;
    }
    long since = now - state.fullAt();
    if (state.fullAt() == 0
        || since >= settings.fullMillis()
        || settings.loss().released(resource.name(), state)) {
      return true;
    }
    boolean eachLook = resource.consents() && !asked;
    boolean again = state.open() != Open.NO && since >= AGAIN_MILLIS;
    return (eachLook || again) && rested(now);
  }

  private boolean rested(long now) {
    long wait = Math.min(settings.fullMillis(), (OF_THE_TIME - 1) * tookMillis);
    return now - lastAt >= wait;
  }

  /** A full pass begins then, in milliseconds since 1970. */
  public void begins(long now) {
    tookMillis = 0;
    goesOn(now);
  }

  /** A full pass goes on then where it was broken off. */
  public void goesOn(long now) {
    underWay = true;
    lastAt = now;
  }

  /** A page of it, or its end, came then. */
  void came(long now) {
    tookMillis += Math.max(0, now - lastAt);
    lastAt = now;
  }

  /** It was read to its end. */
  public void ends() {
    underWay = false;
  }

  /** Whether the last full pass was broken off, and was not begun again or gone on with since. */
  public boolean brokenOff() {
    return underWay;
  }

  /** Passes on to {@code out}, and takes note of each page of a full pass. */
  public Out noting(Out out, Clock clock) {
    return records -> {
      came(clock.millis());
      out.send(records);
    };
  }
}
