package io.hallpass.cli.spine;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for conditions. */
public final class Wait {
  /** How long a test waits for anything. */
  public static final Duration LONGEST =
      Duration.ofMinutes(Integer.getInteger("hallpass.wait.minutes", 6));

  private Wait() {}

  /** Something that comes to hold. */
  public interface Condition {
    /** Whether it holds now. */
    boolean holds() throws Exception;
  }

  public static void until(String what, Condition condition) {
    until(() -> what, condition);
  }

  /**
   * Waits.
   *
   * @param what it waits for, asked when it gives up
   */
  public static void until(Supplier<String> what, Condition condition) {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    Exception last = null;
    while (System.nanoTime() < deadline) {
      try {
        if (condition.holds()) {
          return;
        }
        last = null;
      } catch (Exception e) {
        last = e;
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    throw new AssertionError("waited " + LONGEST.toMinutes() + " minutes for " + what.get(), last);
  }
}
