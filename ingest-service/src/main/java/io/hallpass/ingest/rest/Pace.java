package io.hallpass.ingest.rest;

/**
 * How often a resource is read whole: every {@code fullHours}. One with consents of which nobody
 * can be asked what changed is read whole at each look, for a denial must not wait for a day; but
 * for no more than a tenth of the time, so that a server bears it. Not for use by several threads.
 */
public final class Pace {
  private static final int OF_THE_TIME = 10;

  private final RestSettings settings;
  private final RestResource resource;
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
    long wait = settings.fullMillis();
    if (resource.consents() && !asked) {
      wait = Math.min(wait, OF_THE_TIME * tookMillis);
    }
    return state.fullDue(now, wait) || settings.loss().released(resource.name(), state);
  }

  /** How long the last full pass took. */
  public void took(long millis) {
    tookMillis = Math.max(0, millis);
  }
}
