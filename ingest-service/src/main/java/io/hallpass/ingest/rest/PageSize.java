package io.hallpass.ingest.rest;

import java.util.Set;

/** How many rows to ask a server for at a time: fewer once it turned out that it wants so. */
public final class PageSize {
  private static final Set<Integer> PERHAPS_TOO_LARGE =
      Set.of(400, RestException.Refused.TOO_LARGE, 422);
  private static final int SMALLEST = 5;

  private final int wanted;
  private int now;
  private boolean proven;

  /** Begins with what is wanted. */
  public PageSize(int wanted) {
    this.wanted = wanted;
    this.now = wanted;
  }

  /** What to ask for. */
  public int now() {
    return now;
  }

  /** A page of this size came; if a later one is refused, that is not for its size. */
  public void proven() {
    proven = true;
  }

  /** The server never gives more than this. */
  public void atMost(int rows) {
    now = Math.max(1, Math.min(now, rows));
  }

  /** Whether a refusal may be about the size. */
  public boolean perhaps(RestException.Refused e) {
    return e.status() == RestException.Refused.TOO_LARGE
        || (!proven && PERHAPS_TOO_LARGE.contains(e.status()));
  }

  /** Asks for half from now on, if that may help; false where it cannot. */
  public boolean smaller(RestException.Refused e) {
    if (!perhaps(e)) {
      return false;
    }
    if (now / 2 < SMALLEST) {
      now = proven ? now : wanted;
      return false;
    }
    now /= 2;
    return true;
  }
}
