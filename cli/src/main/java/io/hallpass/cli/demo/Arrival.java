package io.hallpass.cli.demo;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Waits until a warehouse is what it must be, and says what it lacks where it stands still. */
final class Arrival {
  private static final Duration STILL = Duration.ofSeconds(60);

  /** Looking costs a warehouse something, so not too often. */
  private static final Duration BETWEEN = Duration.ofMillis(500);

  private static final int MOST_LINES = 20;

  private Arrival() {}

  /** Looks at a warehouse. */
  @FunctionalInterface
  interface Look {
    /** A line for everything that is not as it must be. */
    List<String> differences() throws SQLException;
  }

  /**
   * Waits until nothing differs.
   *
   * @param warehouse for the error
   * @throws DemoFailedException with all differences, where the same ones are there for a minute
   */
  static void await(String warehouse, Look look) throws SQLException {
    List<String> before = List.of();
    long since = System.nanoTime();
    for (List<String> now = look.differences(); !now.isEmpty(); now = look.differences()) {
      if (!now.equals(before)) {
        before = now;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > STILL.toNanos()) {
        throw new DemoFailedException(
            warehouse
                + " is not what the district's records, agreements and consents make: "
                + String.join("; ", now.subList(0, Math.min(now.size(), MOST_LINES))));
      }
      Await.pause(BETWEEN);
    }
  }
}
