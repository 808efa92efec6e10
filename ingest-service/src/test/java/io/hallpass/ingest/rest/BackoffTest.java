package io.hallpass.ingest.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Instant NOW = Instant.parse("2026-08-24T10:00:00Z");

  @Test
  void waitsTwiceAsLongAfterEachAttempt() {
    assertThat(Backoff.millis(1, 100, 10_000, 1)).isEqualTo(100);
    assertThat(Backoff.millis(2, 100, 10_000, 1)).isEqualTo(200);
    assertThat(Backoff.millis(5, 100, 10_000, 1)).isEqualTo(1_600);
  }

  @Test
  void neverWaitsLongerThanAllowed() {
    assertThat(Backoff.millis(20, 100, 10_000, 1)).isEqualTo(10_000);
    assertThat(Backoff.millis(1_000, 100, 10_000, 1)).isEqualTo(10_000);
  }

  @Test
  void leavesHalfToChance() {
    assertThat(Backoff.millis(2, 100, 10_000, 0)).isEqualTo(100);
    assertThat(Backoff.millis(2, 100, 10_000, 0.5)).isEqualTo(150);
  }

  @Test
  void retryAfterIsANumberOfSeconds() {
    assertThat(Backoff.retryAfter(" 120 ", NOW)).hasValue(120_000);
  }

  @Test
  void retryAfterIsADate() {
    assertThat(Backoff.retryAfter("Mon, 24 Aug 2026 10:00:30 GMT", NOW)).hasValue(30_000);
  }

  @Test
  void aDateThatHasPassedIsNoWait() {
    assertThat(Backoff.retryAfter("Mon, 24 Aug 2026 09:00:00 GMT", NOW)).hasValue(0);
  }

  @Test
  void anythingElseIsNoAdvice() {
    assertThat(Backoff.retryAfter("soon", NOW)).isEmpty();
    assertThat(Backoff.retryAfter("-1", NOW)).isEmpty();
    assertThat(Backoff.retryAfter("99999999999999999999", NOW)).isEmpty();
  }
}
