package io.hallpass.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hallpass.normalize.stream.PersonLane;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A revocation whose row goes stays: else the grant that it ended would count again. */
final class RevokedAndGoneTest {
  private static final String JANUARY = "2026-01-10T00:00:00Z";
  private static final String MARCH = "2026-03-10T00:00:00Z";
  private static final String UNUSABLE = "mapping: forms\nresources: {}\n";

  private NormalizeFixture district;

  @BeforeEach
  void start(@TempDir Path dir) {
    district = new NormalizeFixture(dir);
    district.applied();
    district.user("u1", "student", "Ada", "s-1", 1);
    district.user("u2", "student", "Bo", "s-2", 1);
  }

  @AfterEach
  void stop() {
    district.close();
  }

  private void granted(long position) {
    district.datedForm("f1", "s-1", "GRANT", JANUARY, position);
  }

  private void revoked(long position) {
    district.datedForm("f2", "s-1", "REVOKE", MARCH, position);
  }

  private List<String> decided() {
    return district.decisions().stream().map(c -> c.get("decision").toString()).sorted().toList();
  }

  private long unmatched() {
    return (Long) district.gate().get("unmatchedDenials");
  }

  @Test
  void aRevocationThatAWholeSetLacksStays() {
    granted(10);
    revoked(10);
    granted(20);

    district.complete("forms", "forms", 20);

    assertThat(decided()).containsExactly("GRANT", "REVOKE");
  }

  @Test
  void aRevocationWhoseRowIsDeletedStaysWithoutAWord() {
    granted(10);
    revoked(10);
    district.log.clear();

    district.row("forms", "forms", "{\"no\":\"f2\"}", null, 20);

    assertThat(decided()).containsExactly("GRANT", "REVOKE");
    assertThat(district.log).noneMatch(line -> line.contains("/consent/"));
  }

  @Test
  void aGrantWhoseRowIsDeletedIsStillTakenBack() {
    granted(10);
    revoked(10);

    district.row("forms", "forms", "{\"no\":\"f1\"}", null, 20);

    assertThat(decided()).containsExactly("REVOKE");
  }

  @Test
  void aRevocationOfAResourceTheMappingNoLongerHasStays() {
    revoked(10);

    district.mapping("forms", "csv", NormalizeFixture.FORMS.replace("  forms:", "  letters:"), 2);
    district.pass();

    assertThat(decided()).containsExactly("REVOKE");
  }

  @Test
  void aRevocationOfASourceThatIsGoneStays() {
    revoked(10);

    district.unmapped("forms");
    district.pass();

    assertThat(decided()).containsExactly("REVOKE");
  }

  @Test
  void aRevocationThatIsMappedOnlyWhenItsRowIsGoneIsSaid() {
    granted(10);
    district.mapping("forms", "csv", UNUSABLE, 2);
    revoked(20);
    district.row("forms", "forms", "{\"no\":\"f2\"}", null, 30);

    district.mapping("forms", "csv", NormalizeFixture.FORMS, 3);
    district.pass();

    assertThat(decided()).containsExactly("GRANT", "REVOKE");
  }

  @Test
  void aMendedMappingReachesARevocationWhoseRowIsGone() {
    revoked(10);
    district.complete("forms", "forms", 20);

    district.mapping(
        "forms",
        "csv",
        NormalizeFixture.FORMS.replace("recipient: row.recipient", "recipient: \"'*'\""),
        2);
    district.pass();

    assertThat(district.decisions())
        .extracting(c -> c.get("decision").toString(), c -> c.get("recipient").toString())
        .containsExactly(tuple("REVOKE", "*"));
  }

  @Test
  void itsOwnRowCanEndItWhenItComesAgain() {
    revoked(10);
    district.complete("forms", "forms", 20);

    district.datedForm("f2", "s-1", "GRANT", MARCH, 30);

    assertThat(decided()).containsExactly("GRANT");
  }

  private List<GenericRecord> revocations() {
    return district.decisions().stream()
        .filter(consent -> consent.get("decision").toString().equals("REVOKE"))
        .toList();
  }

  @Test
  void itStaysAsItIsWhenAnotherChildHasTheNumberOfItsForm() {
    revoked(10);
    district.complete("forms", "forms", 20);
    List<GenericRecord> before = revocations();
    district.log.clear();

    district.datedForm("f2", "s-2", "GRANT", MARCH, 30);

    assertThat(revocations()).hasSize(1).isEqualTo(before);
    assertThat(decided()).containsExactly("GRANT", "REVOKE");
    assertThat(district.log).filteredOn(line -> line.contains("/consent/")).hasSize(1);
  }

  @Test
  void anUndatedOneThenEndsTheGrantsOfThatMomentAndStillNoDenial() {
    district.form("f2", "s-1", "REVOKE", 10);
    district.complete("forms", "forms", 20);

    district.form("f2", "s-2", "GRANT", 30);

    assertThat(revocations())
        .singleElement()
        .satisfies(
            kept -> {
              assertThat((Long) kept.get("decidedAt"))
                  .isGreaterThan(Instant.parse(MARCH).toEpochMilli());
              // A holder's denials have another third part (decision 64).
              assertThat(kept.get("filedFor").toString())
                  .isEqualTo("00000000-0000-0000-0000-000000000000");
            });
  }

  @Test
  void aRevocationForAStudentNobodyKnowsHoldsTheGateUntilHeTurnsUp() {
    district.datedForm("f2", "s-9", "REVOKE", MARCH, 10);
    district.pass();
    assertThat(unmatched()).isEqualTo(1);
    assertThat(district.status("unmatched/0")).hasSizeGreaterThan(36);

    district.user("u9", "student", "Cy", "s-9", 20);

    assertThat(unmatched()).isZero();
    assertThat(decided()).containsExactly("REVOKE");
  }

  @Test
  void itsDismissalLastsUntilItSaysSomethingElse() {
    district.datedForm("f2", "s-9", "REVOKE", MARCH, 10);
    district.pass();
    String listed = district.status("unmatched/0").substring(2, 38);

    district.otherPartitionSays(PersonLane.dismiss(UUID.fromString(listed)));
    assertThat(unmatched()).isZero();
    district.datedForm("f2", "s-9", "REVOKE", JANUARY, 20);

    assertThat(unmatched()).isEqualTo(1);
  }

  @Test
  void aRevocationWhoseStudentIsTakenOffTheListHoldsTheGateAlsoWithoutItsRow() {
    revoked(10);
    district.complete("forms", "forms", 20);

    district.row("roster", "users", "{\"id\":\"u1\"}", null, 30);

    assertThat(unmatched()).isEqualTo(1);
    assertThat(district.consents.keySet()).noneMatch(key -> key.contains("/consent/"));
  }
}
