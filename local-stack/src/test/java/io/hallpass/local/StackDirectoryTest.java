package io.hallpass.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackDirectoryTest {

  @TempDir Path scratch;

  @Test
  void aDirectoryOfSomebodyElseIsRefusedAndStaysAsItIs() throws Exception {
    Path database = file("postgres/PG_VERSION");
    Path log = file("kafka/orders-0/00000000000000000000.log");

    assertThatThrownBy(() -> LocalStack.start(LocalStackConfig.in(scratch)))
        .isInstanceOf(LocalStackException.class)
        .hasMessage(
            "The data directory "
                + scratch
                + " holds files and is not a stack's: it has no hallpass.stack."
                + " Choose a new or an empty directory.");

    assertThat(database).hasContent("theirs");
    assertThat(log).hasContent("theirs");
    try (var entries = Files.list(scratch)) {
      assertThat(entries).hasSize(2);
    }
  }

  @Test
  void anAbsentOrEmptyDirectoryBecomesAStacksAndStaysOne() throws Exception {
    Path absent = scratch.resolve("a/b");
    Path empty = Files.createDirectory(scratch.resolve("empty"));

    for (Path each : new Path[] {absent, empty}) {
      StackDirectory made = new StackDirectory(each).create();
      Files.createDirectories(made.kafka());

      assertThat(new StackDirectory(each).create()).isEqualTo(made);
      assertThat(made.marker()).isRegularFile();
    }
  }

  private Path file(String path) throws Exception {
    Path file = scratch.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "theirs");
  }
}
