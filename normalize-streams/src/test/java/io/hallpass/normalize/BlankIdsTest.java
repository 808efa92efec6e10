package io.hallpass.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blanks stand in many a column of fixed width; they are nobody's id. */
final class BlankIdsTest {
  @Test
  void anIdOfBlanksIsNobodys(@TempDir Path dir) {
    try (NormalizeFixture district = new NormalizeFixture(dir).applied()) {
      district.user("u1", "student", "Ada", "          ", 1);

      district.incident("i1", "          ", "2026-09-01", 1);
      district.form("f1", "          ", "GRANT", 1);

      assertThat(district.of("student")).hasSize(1);
      assertThat(district.of("discipline-incident")).isEmpty();
      assertThat(district.decisions()).isEmpty();
      assertThat(district.gate().get("unmatchedDenials")).isEqualTo(1L);
    }
  }
}
