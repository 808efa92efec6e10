package io.hallpass.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CausesTest {
  @Test
  void aFailureIsNamedWithoutItsMessages() {
    RuntimeException failure =
        new IllegalStateException("Ada", new NumberFormatException("123-45-6789"));

    String named = Causes.named(failure);

    assertThat(named)
        .startsWith("IllegalStateException < NumberFormatException at CausesTest.")
        .doesNotContain("Ada")
        .doesNotContain("123-45-6789");
  }
}
