package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningStack.Extension.class)
final class StatusCommandTest {
  @Test
  void aDistrictThatIsNotThereIsSaid(RunningStack stack) {
    assertThat(stack.on("status", "atlantis").err()).contains("no such district: [atlantis]");
  }
}
