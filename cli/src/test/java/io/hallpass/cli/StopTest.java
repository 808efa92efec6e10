package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.cli.spine.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C, whenever it comes: everything is stopped in good order and nothing runs on. */
final class StopTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"PostgreSQL is up", "normalize and consent are looking for districts"})
  void devStopsWhileItStarts(String step) throws Exception {
    try (CommandProcess dev = new CommandProcess(dir, "dev", "--data", data().toString())) {
      dev.awaitLine(step);

      int expected = dev.interrupt();

      assertThat(dev.exitCode()).isEqualTo(expected);
      stoppedInGoodOrder(dev);
    }
  }

  @Test
  void devStopsWhenItRuns() throws Exception {
    try (CommandProcess dev = new CommandProcess(dir, "dev", "--data", data().toString())) {
      dev.awaitLine("Ctrl-C stops everything");

      int expected = dev.interrupt();

      assertThat(dev.exitCode()).isEqualTo(expected);
      assertThat(data().resolve("endpoints.properties")).doesNotExist();
      stoppedInGoodOrder(dev);
    }
  }

  private void stoppedInGoodOrder(CommandProcess dev) throws IOException {
    assertThat(dev.output()).contains("PostgreSQL stopped after", "Kafka stopped after");
    assertThat(dev.output().lines().reduce((first, last) -> last)).contains("stopped");
    assertThat(data().resolve("postgres/postmaster.pid")).doesNotExist();
    assertThat(data().resolve("registry/registry.pid")).doesNotExist();
    Wait.until("no process to be left", () -> dev.left().isEmpty());
  }

  private Path data() {
    return dir.resolve("data");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inventing", "rows in"})
  void demoStopsInTheMiddleOfItsWorkAndLeavesNothing(String step) throws Exception {
    try (CommandProcess demo = new CommandProcess(dir, "demo", "--students", "3000")) {
      demo.awaitLine(step);

      int expected = demo.interrupt();

      assertThat(demo.exitCode()).isEqualTo(expected);
      assertThat(demo.output().lines().reduce((first, last) -> last)).contains("stopped");
      try (Stream<Path> files = Files.list(dir)) {
        assertThat(files).noneMatch(file -> file.getFileName().toString().contains("demo"));
      }
      Wait.until("no process to be left", () -> demo.left().isEmpty());
    }
  }
}
