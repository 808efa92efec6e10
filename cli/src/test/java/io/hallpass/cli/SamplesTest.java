package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

final class SamplesTest {
  @TempDir private Path samples;

  @Test
  void aMissingSampleSkipsTheTestAndSaysWhich() {
    assertThatThrownBy(() -> Samples.folder(samples, "SDS", Map.of()))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("'SDS'");
  }

  @Test
  void aMissingSampleFailsTheBuildThatHasToHaveIt() {
    assertThatThrownBy(() -> Samples.folder(samples, "SDS", Map.of("CI", "true")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("'SDS'");
  }

  @Test
  void aSampleThatIsThereIsUsed() throws Exception {
    Path there = Files.createDirectory(samples.resolve("SDS"));

    assertThat(Samples.folder(samples, "SDS", Map.of("CI", "true")))
        .isEqualTo(there.toAbsolutePath().normalize());
  }
}
