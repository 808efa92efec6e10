package io.hallpass.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A resource that was read whole once is no first load any more. */
final class LateStudentsTopologyTest {
  private NormalizeFixture district;

  @BeforeEach
  void start(@TempDir Path dir) {
    district = new NormalizeFixture(dir).applied();
  }

  @AfterEach
  void stop() {
    district.close();
  }

  private List<String> passages() {
    return district.log.stream().filter(line -> line.contains("/comes/")).toList();
  }

  @Test
  void aStudentOfTheFirstLoadCostsNoPassage() {
    district.user("u1", "student", "Ada", "s-1", 1);

    assertThat(district.of("student")).hasSize(1);
    assertThat(passages()).isEmpty();
  }

  @Test
  void aStudentWhoComesLaterIsInAPassageUntilHisOtherIdHasHeardOfHim() {
    district.user("u1", "student", "Ada", "s-1", 1);
    district.complete("roster", "users", 1);
    district.log.clear();

    district.user("u2", "student", "Ben", "s-2", 2);

    List<String> log = district.log;
    assertThat(passages()).hasSize(2);
    assertThat(log.get(0)).contains("/comes/0=");
    assertThat(log.get(1)).contains("/student/");
    assertThat(log.get(2)).contains("/identity=");
    assertThat(log.get(3)).contains("/comes/0=");
  }

  @Test
  void aSourceThatIsMadeAnewIsLoadedForTheFirstTimeAgain() {
    district.complete("roster", "users", 1);
    district.unmapped("roster");
    district.pass();
    district.mapping("roster", "csv", NormalizeFixture.ROSTER, 2);
    district.pass();

    district.user("u1", "student", "Ada", "s-1", 2);

    assertThat(district.of("student")).hasSize(1);
    assertThat(passages()).isEmpty();
  }
}
