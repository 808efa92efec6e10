package io.hallpass.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
  /** Less than fifty thousand students would take if they were kept. */
  private static final String HEAP = "-Xmx24m";

  @TempDir Path dir;

  @Test
  void fiftyThousandStudentsAreMadeInLittleMemory() throws IOException, InterruptedException {
    Path output = dir.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                GenerateMain.class.getName(),
                "50000",
                dir.resolve("roster.zip").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly();

    assertThat(ended).isTrue();
    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    assertThat(Files.size(dir.resolve("roster.zip"))).isGreaterThan(5_000_000);
  }
}
