package io.hallpass.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A denial that ceases to be its student's is unmatched: the gate must be closed before the filter
 * hears that the student is denied nothing any more, for what it releases then it leaves.
 */
final class GateBeforeDenialTest {
  private NormalizeFixture district;

  @BeforeEach
  void start(@TempDir Path dir) {
    district = new NormalizeFixture(dir);
    district.applied();
    district.user("u1", "student", "Ada", "s-1", 1);
    district.form("f1", "s-1", "DENY", 1);
    assertThat(district.decisions()).hasSize(1);
    assertThat(district.gate().get("unmatchedDenials")).isEqualTo(0L);
    district.log.clear();
  }

  @AfterEach
  void stop() {
    district.close();
  }

  private void closedBeforeTheDenialWent() {
    List<String> log = district.log;
    int closed = -1;
    int gone = -1;
    for (int i = 0; i < log.size(); i++) {
      if (closed < 0
          && log.get(i).startsWith("gate/")
          && !log.get(i).contains("\"unmatchedDenials\": 0")) {
        closed = i;
      }
      if (gone < 0 && log.get(i).contains("/consent/") && log.get(i).endsWith("=null")) {
        gone = i;
      }
    }
    assertThat(gone).as("the denial is taken from the student: " + log).isNotNegative();
    assertThat(closed).as("the gate closes first: " + log).isBetween(0, gone);
  }

  @Test
  void anAliasThatChanges() {
    district.user("u1", "student", "Ada", "s-9", 2);
    closedBeforeTheDenialWent();
  }

  @Test
  void anAliasThatAnotherStudentClaims() {
    district.user("u2", "student", "Ben", "s-1", 2);
    closedBeforeTheDenialWent();
  }
}
