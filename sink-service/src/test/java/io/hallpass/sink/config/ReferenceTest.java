package io.hallpass.sink.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.schemas.Catalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceTest {
  private static final Path FILE = Path.of("..", "docs", "reference", "warehouse-sink.md");

  @Test
  void referenceIsCurrent() throws IOException {
    String current = SinkReference.markdown(Catalogue.of(List.of()));
    if (Boolean.getBoolean("hallpass.docs.write")) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, current, StandardCharsets.UTF_8);
    }

    assertThat(FILE)
        .as(
            "%s is generated; to bring it up to date run"
                + " mvn -pl sink-service test -Dtest=ReferenceTest -Dhallpass.docs.write=true",
            FILE)
        .content(StandardCharsets.UTF_8)
        .isEqualTo(current);
  }
}
