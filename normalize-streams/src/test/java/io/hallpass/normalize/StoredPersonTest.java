package io.hallpass.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.identity.StoredPerson;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the identity store's changelog says of persons to those who only look. */
final class StoredPersonTest {
  private NormalizeFixture district;

  @BeforeEach
  void start(@TempDir Path dir) {
    district = new NormalizeFixture(dir);
    district.applied();
  }

  @AfterEach
  void stop() {
    district.close();
  }

  private UUID student(String givenName) {
    return district.records.entrySet().stream()
        .filter(entry -> entry.getKey().contains("/student/"))
        .filter(entry -> givenName.equals(String.valueOf(entry.getValue().get("givenName"))))
        .map(entry -> UUID.fromString(entry.getKey().substring(0, 36)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyIdOfAStudentStandsForTheStudent() {
    district.user("u1", "student", "Ada", "s-1", 1);
    district.incident("i9", "s-9", "2026-09-01", 1);

    Map<String, StoredPerson> persons = district.persons();

    assertThat(persons.get("roster:u1").student()).contains(student("Ada"));
    assertThat(persons.get("state:s-1").student()).contains(student("Ada"));
    assertThat(persons.values())
        .filteredOn(person -> person.key().equals("state:s-9"))
        .allMatch(person -> person.student().isEmpty());
  }

  @Test
  void anIdThatTwoStudentsClaimStandsForNone() {
    district.user("u1", "student", "Ada", "s-1", 1);
    district.user("u2", "student", "Bo", "s-1", 1);

    StoredPerson claimed = district.persons().get("state:s-1");

    assertThat(claimed.student()).isEmpty();
    assertThat(claimed.toString()).doesNotContain("s-1");
  }
}
