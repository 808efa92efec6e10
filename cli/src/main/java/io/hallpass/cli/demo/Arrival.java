package io.hallpass.cli.demo;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Waits until a warehouse is what it must be, and says what it lacks where it stands still. */
final class Arrival {
  private static final int MOST_LINES = 20;

  private final Duration between;
  private final Duration still;

  /**
   * Looks twice a second, because looking costs a warehouse something, and gives up in a minute. A
   * machine that is very busy may be told another number of seconds.
   */
  Arrival() {
    this(
        Duration.ofMillis(500),
        Duration.ofSeconds(Long.getLong("hallpass.demo.still.seconds", 60)));
  }

  /**
   * With a patience of its own.
   *
   * @param between two looks
   * @param still how long the same differences may last
   */
  Arrival(Duration between, Duration still) {
    this.between = between;
    this.still = still;
  }

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
   * @throws DemoFailedException with the differences, where the same ones last too long
   */
  void await(String warehouse, Look look) throws SQLException {
    List<String> before = List.of();
    long since = System.nanoTime();
    for (List<String> now = look.differences(); !now.isEmpty(); now = look.differences()) {
      if (!now.equals(before)) {
        before = now;
        since = System.nanoTime();
      } else if (System.nanoTime() - since >= still.toNanos()) {
        throw new DemoFailedException(
            warehouse
                + " is not what the district's records, agreements and consents make: "
                + String.join("; ", now.subList(0, Math.min(now.size(), MOST_LINES))));
      }
      Await.pause(between);
    }
  }
}
