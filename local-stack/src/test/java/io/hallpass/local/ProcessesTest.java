package io.hallpass.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessesTest {

  @Test
  void aProcessIsFoundOnlyWithTheArgumentThatMarksIt() throws Exception {
    Process process = new ProcessBuilder("sh", "-c", "read -r line", "mark-1").start();
    Instant now = Instant.now();
    try {
      assertThat(Processes.find(process.pid(), "mark-1", now)).isPresent();
      // The same number and start, but somebody else's process: it must never be killed.
      assertThat(Processes.find(process.pid(), "mark", now)).isEmpty();
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(Processes.find(process.pid(), "mark-1", now)).isEmpty();
  }

  @Test
  void aProcessThatIgnoresItsEndIsKilled() throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", "trap '' TERM; echo ready; read -r line").start();
    assertThat(process.inputReader().readLine()).isEqualTo("ready");
    process.toHandle().destroy();

    Processes.awaitEnd(process.toHandle(), Duration.ofMillis(200));

    // The handle knows of an end a moment before the process does.
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }
}
