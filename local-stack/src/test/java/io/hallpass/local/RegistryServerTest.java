package io.hallpass.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryServerTest {

  @TempDir Path directory;

  @Test
  void aRegistryThatDiesIsReportedWithTheEndOfItsLog() {
    StackDirectory stack = new StackDirectory(directory).create();
    Path program = directory.resolve("absent.jar");
    assertThatThrownBy(
            () ->
                RegistryServer.start(
                    stack, program, Ports.from(20_000), "jdbc:none", Patience.LONGEST))
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("it ended with exit code 1")
        .hasMessageContaining("Unable to access jarfile");
    assertThat(stack.registryPid()).doesNotExist();
  }

  @Test
  void aNamedArchiveThatIsAbsentIsAnError() {
    System.setProperty(RegistryArchive.PROPERTY, directory.resolve("absent.tar.gz").toString());
    try {
      assertThatThrownBy(RegistryArchive::locate).hasMessageContaining("absent.tar.gz");
    } finally {
      System.clearProperty(RegistryArchive.PROPERTY);
    }
  }

  @Test
  void theArchiveIsFoundWhereTheBuildPutIt() {
    assertThat(RegistryArchive.locate())
        .isRegularFile()
        .hasParentRaw(Path.of("target/registry").toAbsolutePath());
  }
}
