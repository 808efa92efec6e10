package io.hallpass.normalize;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.LONG;

import io.hallpass.normalize.mapping.StandardMappings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators say of students, as rows of the built-in source. */
final class MergedStudentsTest {
  private static final String MARCH = "2026-03-01T00:00:00Z";
  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

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
    decides(source, "u2", "u1", decision, position);
  }

  private void decides(String duplicate, String kept, String decision, long position) {
    decides("hallpass", duplicate, kept, decision, position);
  }

  private void decides(
      String source, String duplicate, String kept, String decision, long position) {
    String key = "{\"personSystem\":\"roster\",\"personValue\":\"" + duplicate + "\"";
    district.row(
        source,
        "students",
        key + "}",
        key
            + ",\"keptSystem\":\"roster\",\"keptValue\":\""
            + kept
            + "\",\"decision\":\""
            + decision
            + "\"}",
        position);
  }

  private List<GenericRecord> consentsOf(String student) {
    return district.consents.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(student + "/consent/"))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Test
  void aConsentSaysForWhichOfTheMergedStudentsItWasFiled() {
    String ada = studentOf("Ada");
    String adda = studentOf("Adda");
    district.form("f1", "s-1", "DENY", 1);
    assertThat(district.decisions()).allMatch(consent -> consent.get("filedFor") == null);

    decides("hallpass", "MERGE", 2);
    district.form("f3", "s-2", "REVOKE", 2);

    assertThat(consentsOf(ada))
        .extracting(
            consent -> consent.get("decision").toString(),
            consent -> String.valueOf(consent.get("filedFor")))
        .containsExactlyInAnyOrder(
            tuple("DENY", "null"), tuple("DENY", adda), tuple("REVOKE", adda));
    decides("hallpass", "SPLIT", 3);
    assertThat(consentsOf(adda)).allMatch(consent -> consent.get("filedFor") == null);
  }

  @Test
  void aSplitLeavesARevocationWithBothWhereItEndsGrantsAndNoDenial() {
    String ada = studentOf("Ada");
    district.datedForm("f1", "s-1", "GRANT", "2026-01-01T00:00:00Z", 1);
    decides("hallpass", "MERGE", 2);
    district.datedForm("f3", "s-2", "REVOKE", MARCH, 2);

    decides("hallpass", "SPLIT", 3);
    assertThat(revocationsOf(ada))
        .containsExactly(tuple(Instant.parse(MARCH).toEpochMilli(), NOBODY));

    decides("hallpass", "MERGE", 4);
    decides("hallpass", "SPLIT", 5);
    assertThat(revocationsOf(ada))
        .containsExactly(tuple(Instant.parse(MARCH).toEpochMilli(), NOBODY));
  }

  @Test
  void aCopyOfAnUndatedRevocationIsADecisionOfThatMomentSoThatALaterGrantCounts() {
    district.form("f3", "s-2", "REVOKE", 1);
    decides("hallpass", "MERGE", 2);

    decides("hallpass", "SPLIT", 3);

    assertThat(revocationsOf(studentOf("Ada")))
        .singleElement()
        .extracting(copy -> copy.toList().get(0), as(LONG))
        .isGreaterThan(Instant.parse(MARCH).toEpochMilli());
    assertThat(revocationsOf(studentOf("Adda"))).containsExactly(tuple(null, "null"));
  }

  @Test
  void aCopyForNobodyStaysOneWhenItsKeeperIsMergedToo() {
    district.user("u3", "student", "Anna", "s-3", 1);
    district.datedForm("f3", "s-2", "REVOKE", MARCH, 1);
    decides("hallpass", "MERGE", 2);
    decides("hallpass", "SPLIT", 3);

    decides("u1", "u3", "MERGE", 4);

    assertThat(revocationsOf(studentOf("Anna")))
        .containsExactly(tuple(Instant.parse(MARCH).toEpochMilli(), NOBODY));
  }

  @Test
  void aCopiedDenialDoesNotEndWhereItsFirstOneBecomesARevocation() {
    decides("hallpass", "MERGE", 2);
    decides("hallpass", "SPLIT", 3);
    district.form("f2", "s-2", "REVOKE", 4);

    decides("hallpass", "MERGE", 5);
    decides("hallpass", "SPLIT", 6);

    assertThat(consentsOf(studentOf("Ada")))
        .extracting(consent -> consent.get("decision").toString())
        .containsExactly("DENY");
  }

  private List<Tuple> revocationsOf(String student) {
    return consentsOf(student).stream()
        .filter(consent -> consent.get("decision").toString().equals("REVOKE"))
        .map(consent -> tuple(consent.get("decidedAt"), String.valueOf(consent.get("filedFor"))))
        .toList();
  }

  @Test
  void aCopyThatASplitLeavesIsADecisionOfThatMoment() {
    district.datedForm("f4", "s-2", "DENY", "2026-01-01T00:00:00Z", 1);
    decides("hallpass", "MERGE", 2);

    decides("hallpass", "SPLIT", 3);

    assertThat(consentsOf(studentOf("Ada")))
        .hasSize(2)
        .extracting(copy -> (Long) copy.get("decidedAt"))
        .allMatch(at -> at > Instant.parse("2026-06-01T00:00:00Z").toEpochMilli());
    assertThat(consentsOf(studentOf("Adda")))
        .extracting(consent -> consent.get("decidedAt"))
        .contains(Instant.parse("2026-01-01T00:00:00Z").toEpochMilli());
  }

  @Test
  void aCopyOfAnUndatedDenialIsADecisionOfThatMomentToo() {
    decides("hallpass", "MERGE", 2);

    decides("hallpass", "SPLIT", 3);

    assertThat(consentsOf(studentOf("Ada")))
        .singleElement()
        .extracting(copy -> copy.get("decidedAt"), as(LONG))
        .isGreaterThan(Instant.parse("2026-06-01T00:00:00Z").toEpochMilli());
    assertThat(consentsOf(studentOf("Adda")))
        .singleElement()
        .satisfies(denial -> assertThat(denial.get("decidedAt")).isNull());
  }

  private Set<String> students() {
    // What is no record, a fence or a passage, has a shorter key.
    return district.records.keySet().stream()
        .filter(key -> key.length() > 2 * 36)
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
  void twoStudentsWhoClaimOneIdAreNamedAndItIsNot() {
    String ada = studentOf("Ada");
    String adda = studentOf("Adda");

    district.user("u1", "student", "Ada", "s-2", 2);
    district.pass();

    assertThat(district.status("conflicts/0")).contains(ada, adda).doesNotContain("s-2");
    district.user("u1", "student", "Ada", "s-1", 3);
    district.pass();
    assertThat(district.status("conflicts/0")).isEqualTo("[]");
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
