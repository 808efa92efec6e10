package io.hallpass.runtime;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for conditions. */
public final class Wait {
  /** As long as anything may take that is sure to come. */
  public static final Duration LONGEST =
      Duration.ofMinutes(Integer.getInteger("hallpass.wait.minutes", 6));

  private Wait() {}

  public static void until(String what, Callable<Boolean> condition) throws Exception {
    long began = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - began > LONGEST.toNanos()) {
        throw new AssertionError("waited " + LONGEST.toMinutes() + " minutes for " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
