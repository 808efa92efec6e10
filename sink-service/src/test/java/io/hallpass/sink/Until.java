package io.hallpass.sink;

import static org.assertj.core.api.Assertions.fail;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for others. */
public final class Until {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(90);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  private Until() {}

  /** Returns when the condition holds; fails when it does not for a long time. */
  public static void holds(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        fail("waited for too long");
      }
      LockSupport.parkNanos(PAUSE);
    }
  }
}
