package io.hallpass.cli.demo;

import java.sql.SQLException;
import java.time.Duration;

/** Waits for facts. */
final class Await {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Duration BETWEEN = Duration.ofMillis(25);

  private Await() {}

  /** A fact that is read from a warehouse. */
  @FunctionalInterface
  interface Fact {
    boolean holds() throws SQLException;
  }

  /**
   * Waits until it holds.
   *
   * @param what for the error, as in "waited for ..."
   * @throws DemoFailedException where it does not hold after ten minutes
   */
  static void until(String what, Fact fact) throws SQLException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (!fact.holds()) {
      if (System.nanoTime() > deadline) {
        throw new DemoFailedException("waited " + LONGEST.toMinutes() + " minutes for " + what);
      }
      pause(BETWEEN);
    }
  }

  static void pause(Duration length) {
    try {
      Thread.sleep(length.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailedException("interrupted");
    }
  }
}
