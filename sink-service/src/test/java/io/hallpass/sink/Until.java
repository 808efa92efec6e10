package io.hallpass.sink;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for others. */
public final class Until {
  /** As long as anything may take that is sure to come. */
  public static final Duration LONGEST =
      Duration.ofMinutes(Integer.getInteger("hallpass.wait.minutes", 6));

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  private Until() {}

  /** Returns when the condition holds; fails when it does not for a long time. */
  public static void holds(BooleanSupplier condition) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        fail("waited " + LONGEST.toMinutes() + " minutes");
      }
      LockSupport.parkNanos(PAUSE);
    }
  }
}
