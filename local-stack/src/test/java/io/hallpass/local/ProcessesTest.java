package io.hallpass.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
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
        new ProcessBuilder("sh", "-c", "trap '' TERM; read -r line; read -r line").start();
    process.toHandle().destroy();

    Processes.awaitEnd(process.toHandle(), Duration.ofMillis(200));

    assertThat(process.isAlive()).isFalse();
  }
}
