package io.hallpass.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hallpass.normalize.landing.RowMapping;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.RecordIds;
import io.hallpass.normalize.remap.RemapDifference;
import io.hallpass.schemas.Catalogue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Next year's forms are numbered from 1 again: absence never ends a denial. */
final class ReusedKeysTest {
  private static final String JUNE = "2026-06-01T00:00:00Z";
  private static final String UNUSABLE = "mapping: forms\nresources: {}\n";

  private NormalizeFixture district;
  private String ada;
  private String bo;

  @BeforeEach
  void start(@TempDir Path dir) {
    district = new NormalizeFixture(dir);
    district.applied();
    district.user("u1", "student", "Ada", "s-1", 1);
    district.user("u2", "student", "Bo", "s-2", 1);
    ada = studentOf("Ada");
    bo = studentOf("Bo");
  }

  @AfterEach
  void stop() {
    district.close();
  }

  private String studentOf(String givenName) {
    return district.records.entrySet().stream()
        .filter(entry -> entry.getKey().contains("/student/"))
        .filter(entry -> givenName.equals(String.valueOf(entry.getValue().get("givenName"))))
        .map(entry -> entry.getKey().substring(0, 36))
        .findFirst()
        .orElseThrow();
  }

  private List<String> decisionsOf(String student) {
    return consentsOf(student).stream().map(c -> c.get("decision").toString()).toList();
  }

  private List<GenericRecord> consentsOf(String student) {
    return district.consents.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(student + "/consent/"))
        .peek(e -> assertThat(e.getKey()).endsWith(e.getValue().get("recordId").toString()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private void gone(long position) {
    district.complete("forms", "forms", position);
  }

  @Test
  void aDenialWhoseRowIsGoneOutlivesTheNextChildWithTheNumberOfItsForm() {
    district.form("f1", "s-1", "DENY", 10);
    gone(20);

    district.form("f1", "s-2", "GRANT", 30);

    assertThat(decisionsOf(ada)).containsExactly("DENY");
    assertThat(decisionsOf(bo)).containsExactly("GRANT");
  }

  @Test
  void itIsNeverTakenBackForAMomentAndKeepsItsIdAndItsDate() {
    district.datedForm("f1", "s-1", "DENY", JUNE, 10);
    gone(20);
    GenericRecord before = consentsOf(ada).get(0);
    district.log.clear();

    district.datedForm("f1", "s-2", "DENY", "2026-08-01T00:00:00Z", 30);

    assertThat(district.log).noneMatch(line -> line.startsWith(ada + "/consent/"));
    assertThat(consentsOf(ada)).containsExactly(before);
    assertThat(decisionsOf(bo)).containsExactly("DENY");
  }

  @Test
  void anUndatedOneIsADecisionOfThatMomentSoThatARevocationCanEndIt() {
    district.form("f1", "s-1", "DENY", 10);
    gone(20);

    district.form("f1", "s-2", "GRANT", 30);

    assertThat(consentsOf(ada))
        .singleElement()
        .satisfies(
            kept ->
                assertThat((Long) kept.get("decidedAt"))
                    .isGreaterThan(Instant.parse(JUNE).toEpochMilli()));
    assertThat(consentsOf(bo)).allMatch(consent -> consent.get("decidedAt") == null);
  }

  @Test
  void aRowOfTheSameChildGoesOnWhereItsLastOneEnded() {
    district.form("f1", "s-1", "DENY", 10);
    gone(20);

    district.form("f1", "s-1", "GRANT", 30);

    assertThat(decisionsOf(ada)).containsExactly("GRANT");
  }

  @Test
  void eachChildInALongRowOfThemKeepsItsDenial() {
    district.form("f1", "s-1", "DENY", 10);
    gone(20);
    district.form("f1", "s-2", "DENY", 30);
    gone(40);

    district.form("f1", "s-1", "GRANT", 50);
    gone(60);

    assertThat(decisionsOf(ada)).containsExactly("DENY");
    assertThat(decisionsOf(bo)).containsExactly("DENY");
  }

  @Test
  void aRowThatIsRefusedDeniesItsOwnChildAndLeavesTheOthersDenial() {
    district.form("f1", "s-1", "DENY", 10);
    gone(20);

    district.form("f1", "s-2", "perhaps", 30);

    assertThat(decisionsOf(ada)).containsExactly("DENY");
    assertThat(decisionsOf(bo)).containsExactly("DENY");
  }

  @Test
  void aRowOfWhichNothingCanBeReadDecidesNothingYet() {
    district.form("f1", "s-1", "DENY", 10);
    gone(20);

    district.row("forms", "forms", "{\"no\":\"f1\"}", "[]", 30);
    assertThat(decisionsOf(ada)).containsExactly("DENY");
    district.form("f1", "s-2", "GRANT", 40);

    assertThat(decisionsOf(ada)).containsExactly("DENY");
    assertThat(decisionsOf(bo)).containsExactly("GRANT");
  }

  @Test
  void aRowThatComesWhileTheMappingCannotBeUsedTakesNothingAwayOnceItCan() {
    district.form("f1", "s-1", "DENY", 10);
    gone(20);
    district.mapping("forms", "csv", UNUSABLE, 2);

    district.form("f1", "s-2", "GRANT", 30);
    district.mapping("forms", "csv", NormalizeFixture.FORMS, 3);
    district.pass();

    assertThat(decisionsOf(ada)).containsExactly("DENY");
    assertThat(decisionsOf(bo)).containsExactly("GRANT");
  }

  @Test
  void aRowThatIsTheNextChildsAndDeniesNothingTakesNothingAway() {
    district.mapping(
        "forms",
        "csv",
        NormalizeFixture.FORMS.replace(
            "id: row.no\n", "id: row.no\n        when: row.decision != ''\n"),
        2);
    district.pass();
    district.form("f1", "s-1", "DENY", 10);
    gone(20);

    district.form("f1", "s-2", "", 30);

    assertThat(decisionsOf(ada)).containsExactly("DENY");
    assertThat(decisionsOf(bo)).isEmpty();
  }

  @Test
  void aMendedMappingChangesWhatTheNumberSaysNowAndNotWhatNoRowSays() {
    district.form("f1", "s-1", "DENY", 10);
    gone(20);
    district.form("f1", "s-2", "DENY", 30);
    String mended =
        NormalizeFixture.FORMS.replace("recipient: row.recipient", "recipient: \"'*'\"");
    RemapDifference dryRun = difference(NormalizeFixture.FORMS, mended);

    district.mapping("forms", "csv", mended, 2);
    district.pass();

    assertThat(district.decisions())
        .extracting(c -> c.get("decision").toString(), c -> c.get("recipient").toString())
        .containsExactlyInAnyOrder(tuple("DENY", "acme"), tuple("DENY", "*"));
    assertThat(dryRun.entities()).hasSize(1);
    assertThat(dryRun.entities().get("consent").fields()).isEqualTo(Map.of("recipient", 1L));
  }

  private RemapDifference difference(String before, String after) {
    Catalogue catalogue = Catalogue.load();
    RemapDifference difference =
        new RemapDifference(
            new RowMapping(Mapping.load("f.yaml", before, catalogue, Map.of()), false),
            new RowMapping(Mapping.load("f.yaml", after, catalogue, Map.of()), false),
            new RecordIds(NormalizeFixture.bytes("0123456789abcdef0123456789abcdef")),
            catalogue);
    district.landed(
        (row, absent) -> {
          if (row.source().equals("forms")) {
            difference.add(row, absent);
          }
        });
    return difference;
  }
}
