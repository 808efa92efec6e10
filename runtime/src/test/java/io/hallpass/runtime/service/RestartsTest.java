package io.hallpass.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class RestartsTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Such a clock may begin anywhere and overflow. */
  private long now = Long.MAX_VALUE - 10 * SECOND;

  private final Restarts restarts = new Restarts(now);

  @Test
  void whatNeverFailedIsDueAndWell() {
    assertThat(restarts.due(now)).isTrue();
    assertThat(restarts.troubled(now)).isFalse();
  }

  @Test
  void pausesGrowToAMinute() {
    List<Long> pauses = new ArrayList<>();
    for (int crash = 0; crash < 9; crash++) {
      restarts.failed(now);
      pauses.add(secondsUntilDue());
      restarts.runs(now);
    }

    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
  }

  @Test
  void aFailureCountsThroughRestartsUntilItRanForAMinute() {
    restarts.failed(now);
    assertThat(restarts.troubled(now)).isTrue();
    now += 300 * SECOND;
    assertThat(restarts.troubled(now)).as("not started").isTrue();
    restarts.runs(now);
    now += 60 * SECOND;
    assertThat(restarts.troubled(now)).as("after a minute").isTrue();
    restarts.runs(now);
    now += 1;
    assertThat(restarts.troubled(now)).as("after more than a minute").isFalse();
  }

  @Test
  void aCrashBeforeThatCountsFromThenOn() {
    restarts.failed(now);
    restarts.runs(now);
    now += 50 * SECOND;
    restarts.failed(now);
    restarts.runs(now);
    now += 50 * SECOND;

    assertThat(restarts.troubled(now)).isTrue();
  }

  @Test
  void afterARunThatWentWellPausesBeginAnew() {
    restarts.failed(now);
    restarts.failed(now);
    restarts.runs(now);
    now += 61 * SECOND;

    restarts.failed(now);

    assertThat(secondsUntilDue()).isEqualTo(1);
    assertThat(restarts.troubled(now)).isTrue();
  }

  @Test
  void whatIsRefusedIsDueAgainSoonAndNotFailed() {
    restarts.refused(now);

    assertThat(restarts.troubled(now)).isFalse();
    assertThat(secondsUntilDue()).isEqualTo(5);
  }

  private long secondsUntilDue() {
    long seconds = 0;
    while (!restarts.due(now)) {
      now += SECOND;
      seconds++;
    }
    return seconds;
  }
}
