package io.hallpass.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReferencesTest {
  private final References references = new References(Map.of("SECRET", "s3cret"));

  @Test
  void aVariableIsLookedUp() {
    assertThat(references.resolve("${env:SECRET}")).contains("s3cret");
    assertThat(references.resolve("${env:OTHER}")).isEmpty();
  }

  @Test
  void aFilesKeyIsLookedUp(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("secrets.properties"), "db=pw\n");

    assertThat(references.resolve("${file:" + file + ":db}")).contains("pw");
    assertThat(references.resolve("${file:" + file + ":other}")).isEmpty();
    assertThat(references.resolve("${file:" + dir.resolve("none") + ":db}")).isEmpty();
  }

  @Test
  void aSecretItselfIsNoReferenceAndIsNotRepeated() {
    assertThat(References.isReference("hunter2")).isFalse();
    assertThatThrownBy(() -> references.resolve("hunter2")).hasMessageNotContaining("hunter2");
  }
}
