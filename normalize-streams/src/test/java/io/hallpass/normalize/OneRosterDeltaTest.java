package io.hallpass.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.mapping.StandardMappings;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the rows of delta files. A row that is gone comes as a deletion. */
final class OneRosterDeltaTest {
  private NormalizeFixture district;

  @BeforeEach
  void start(@TempDir Path dir) {
    district = new NormalizeFixture(dir);
    district.district(Set.of());
    String mapping = StandardMappings.mapping("oneroster-1.1-csv").orElseThrow();
    district.mapping("roster", "oneroster-csv", mapping, 1);
  }

  @AfterEach
  void stop() {
    district.close();
  }

  private void user(String id, String given, long set) {
    String row =
        "{\"sourcedId\":\"%s\",\"status\":\"active\",\"role\":\"student\",\"givenName\":\"%s\"}";
    district.row("roster", "users", key(id), row.formatted(id, given), set);
  }

  private void gone(String id, long set) {
    district.row("roster", "users", key(id), null, set);
  }

  private static String key(String id) {
    return "{\"sourcedId\":\"" + id + "\"}";
  }

  private List<String> students() {
    return district.of("student").stream().map(r -> r.get("givenName").toString()).toList();
  }

  @Test
  void aRowThatIsToBeDeletedIsGoneAndComesBackWhenItIsActiveAgain() {
    user("s1", "Ann", 10);
    assertThat(students()).containsExactly("Ann");
    gone("s1", 20);
    assertThat(students()).isEmpty();

    user("s1", "Ann", 30);

    assertThat(students()).containsExactly("Ann");
  }

  @Test
  void aDeltaOlderThanWhatLandedDoesNotWin() {
    user("s1", "Ann", 10);
    user("s1", "Anna", 30);

    user("s1", "An", 20);
    gone("s1", 20);

    assertThat(students()).containsExactly("Anna");
  }

  @Test
  void anOlderRowDoesNotBringBackWhatIsGone() {
    user("s1", "Ann", 10);
    gone("s1", 15);
    gone("s1", 30);
    gone("s2", 30);

    user("s1", "Ann", 20);
    user("s2", "Bo", 20);

    assertThat(students()).isEmpty();
    user("s2", "Bo", 40);
    assertThat(students()).containsExactly("Bo");
  }

  @Test
  void aWholeFileAfterADeltaTakesBackWhatItLacks() {
    user("s1", "Ann", 10);
    user("s2", "Bo", 20);
    user("s1", "Ann", 30);

    district.complete("roster", "users", 30);

    assertThat(students()).containsExactly("Ann");
  }

  @Test
  void theRepeatedEndOfAWholeFileTakesBackWhatOnlyALateOneHad() {
    user("s1", "Ann", 30);
    district.complete("roster", "users", 30);
    user("s1", "An", 29);
    user("s9", "Late", 29);

    district.complete("roster", "users", 30);

    assertThat(students()).containsExactly("Ann");
  }
}
