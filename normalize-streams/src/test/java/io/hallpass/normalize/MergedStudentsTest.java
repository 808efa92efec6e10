package io.hallpass.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.mapping.StandardMappings;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators say of students, as rows of the built-in source. */
final class MergedStudentsTest {
  private NormalizeFixture district;

  @BeforeEach
  void start(@TempDir Path dir) {
    district = new NormalizeFixture(dir);
    district.applied();
    String builtIn = StandardMappings.mapping(StandardMappings.CONSENTS).orElseThrow();
    district.mapping("hallpass", "hallpass", builtIn, 1);
    district.user("u1", "student", "Ada", "s-1", 1);
    district.user("u2", "student", "Adda", "s-2", 1);
    district.incident("i2", "s-2", "2026-09-01", 1);
    district.form("f2", "s-2", "DENY", 1);
  }

  @AfterEach
  void stop() {
    district.close();
  }

  private void decides(String source, String decision, long position) {
    district.row(
        source,
        "students",
        "{\"personSystem\":\"roster\",\"personValue\":\"u2\"}",
        "{\"personSystem\":\"roster\",\"personValue\":\"u2\",\"keptSystem\":\"roster\","
            + "\"keptValue\":\"u1\",\"decision\":\""
            + decision
            + "\"}",
        position);
  }

  private Set<String> students() {
    return district.records.keySet().stream()
        .filter(key -> !key.endsWith("/identity"))
        .map(key -> key.substring(0, 36))
        .collect(Collectors.toSet());
  }

  private String studentOf(String givenName) {
    return district.records.entrySet().stream()
        .filter(entry -> entry.getKey().contains("/student/"))
        .filter(entry -> givenName.equals(String.valueOf(entry.getValue().get("givenName"))))
        .map(entry -> entry.getKey().substring(0, 36))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aMergeMovesEverythingToTheOneWhoIsKeptAndASplitBack() {
    String ada = studentOf("Ada");
    String adda = studentOf("Adda");

    decides("hallpass", "MERGE", 2);

    assertThat(students()).containsExactly(ada);
    assertThat(district.consents.keySet())
        .filteredOn(key -> key.contains("/consent/"))
        .hasSize(1)
        .allMatch(key -> key.startsWith(ada));
    assertThat(district.records.get(ada + "/identity").get("fence")).isEqualTo(1L);
    assertThat(district.consents.get(ada + "/identity").get("fence")).isEqualTo(1L);

    decides("hallpass", "SPLIT", 3);

    assertThat(studentOf("Ada")).isEqualTo(ada);
    assertThat(studentOf("Adda")).isEqualTo(adda);
    assertThat(students()).containsExactlyInAnyOrder(ada, adda);
    assertThat(district.consents.keySet())
        .filteredOn(key -> key.contains("/consent/"))
        .extracting(key -> key.substring(0, 36))
        .containsExactlyInAnyOrder(ada, adda);
  }

  @Test
  void anOlderDecisionThatComesAgainChangesNothing() {
    decides("hallpass", "MERGE", 2);
    decides("hallpass", "SPLIT", 3);

    decides("hallpass", "MERGE", 2);

    assertThat(students()).hasSize(2);
  }

  @Test
  void onlyTheBuiltInSourceSaysWhoIsWhose() {
    String builtIn = StandardMappings.mapping(StandardMappings.CONSENTS).orElseThrow();
    district.mapping("roster", "csv", NormalizeFixture.ROSTER + students(builtIn), 2);

    decides("roster", "MERGE", 2);

    assertThat(district.codes()).contains("NOT_THE_REGISTRAR");
    assertThat(students()).hasSize(2);
  }

  private static String students(String builtIn) {
    return builtIn.substring(builtIn.indexOf("  students:"));
  }
}
