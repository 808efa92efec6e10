package io.hallpass.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** How long a test waits for what must come: the build says it, for machines differ. */
public final class Patience {
  /** As long as anything may take that is sure to come. */
  public static final Duration LONGEST =
      Duration.ofMinutes(Integer.getInteger("hallpass.wait.minutes", 6));

  private final long end = System.nanoTime() + LONGEST.toNanos();

  /**
   * Fails when it has ended.
   *
   * @param what is waited for
   */
  public void check(String what, Object... arguments) {
    assertThat(System.nanoTime() - end)
        .as("waited " + LONGEST.toMinutes() + " minutes: " + what, arguments)
        .isNegative();
  }
}
