package io.hallpass.runtime.service;

import java.util.concurrent.TimeUnit;

/**
 * When a district that fails is started again, and how long it counts as failed. All times are
 * nanoseconds of one monotonic clock. Safe for use by several threads.
 *
 * <p>Between two restarts nothing is wrong that one could see, so a failure counts until the
 * district has run well for as long as the longest pause.
 */
final class Restarts {
  static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(1);
  static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(60);
  private static final long REFUSED_PAUSE = TimeUnit.SECONDS.toNanos(5);

  private long pause = FIRST_PAUSE;
  private boolean failed;
  private boolean runs;
  private long due;
  private long runsSince;

  /** Of a district that is due at once. */
  Restarts(long now) {
    this.due = now;
  }

  /** It failed, or could not be started. */
  synchronized void failed(long now) {
    pause = !failed || ranWell(now) ? FIRST_PAUSE : Math.min(pause * 2, LONGEST_PAUSE);
    failed = true;
    runs = false;
    due = now + pause;
  }

  /** It may not be started; a failure before that is not forgotten. */
  synchronized void refused(long now) {
    due = now + REFUSED_PAUSE;
  }

  /** It runs. What else it does meanwhile, like sharing its tasks anew, is no failure. */
  synchronized void runs(long now) {
    if (!runs) {
      runs = true;
      runsSince = now;
    }
  }

  /** Whether the pause is over. */
  synchronized boolean due(long now) {
    return now - due >= 0;
  }

  /** Whether it has failed and not run well since. */
  synchronized boolean troubled(long now) {
    return failed && !ranWell(now);
  }

  private boolean ranWell(long now) {
    return runs && now - runsSince > LONGEST_PAUSE;
  }
}
