package io.hallpass.cli;

import static io.hallpass.cli.Command.hallpass;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DevCommandTest {
  @TempDir private Path dir;

  @Test
  void aDirectoryOfSomebodyElseIsRefusedInOneLineAndNothingInItTouched() throws Exception {
    Path database = Files.createDirectory(dir.resolve("postgres")).resolve("PG_VERSION");
    Files.writeString(database, "theirs");
    Path endpoints = Files.writeString(dir.resolve("endpoints.properties"), "theirs");

    Command dev = hallpass("dev", "--data", dir.toString());

    assertThat(dev.exitCode()).isEqualTo(1);
    assertThat(dev.err().lines())
        .singleElement()
        .asString()
        .startsWith("hallpass: The data directory " + dir + " holds files and is not a stack's");
    assertThat(database).hasContent("theirs");
    assertThat(endpoints).hasContent("theirs");
  }
}
