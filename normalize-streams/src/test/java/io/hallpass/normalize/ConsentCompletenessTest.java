package io.hallpass.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.stream.PersonLane;
import io.hallpass.runtime.settings.DistrictSetting;
import io.hallpass.runtime.settings.MappingSetting;
import io.hallpass.runtime.topics.ErrorCode;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source of consents counts as complete only while nothing of it can be missing. */
final class ConsentCompletenessTest {
  private static final String UNUSABLE = "mapping: forms\nresources: {}\n";

  private NormalizeFixture district;

  @BeforeEach
  void start(@TempDir Path dir) {
    district = new NormalizeFixture(dir).applied();
    district.pass();
  }

  @AfterEach
  void stop() {
    district.close();
  }

  private void unreadable(long position) {
    district.row("forms", "forms", "{\"no\":\"f9\"}", "[]", position);
  }

  @Test
  void aSnapshotOfWhichRowsWereRejectedTakesCompletenessBackUntilTheNextWholeOne() {
    district.complete("forms", "forms", 1);
    assertThat(district.complete()).isEqualTo("[forms]");

    district.incomplete("forms", "forms", 2);
    assertThat(district.complete()).isEqualTo("[]");

    district.complete("forms", "forms", 3);
    assertThat(district.complete()).isEqualTo("[forms]");
  }

  @Test
  void aSnapshotThatWasNotWholeRemovesNothing() {
    district.user("u1", "student", "Ada", "s-1", 1);
    district.form("f1", "s-1", "GRANT", 1);

    district.incomplete("forms", "forms", 2);

    assertThat(district.decisions()).hasSize(1);
  }

  @Test
  void aMarkerOlderThanTheDoubtDoesNotEndIt() {
    district.incomplete("forms", "forms", 5);

    district.complete("forms", "forms", 4);

    assertThat(district.complete()).isEqualTo("[]");
  }

  @Test
  void whatIsMissingFromOtherResourcesDoesNotMatter() {
    district.complete("forms", "forms", 1);

    district.incomplete("roster", "users", 2);
    district.incomplete("forms", "appendix", 2);

    assertThat(district.complete()).isEqualTo("[forms]");
  }

  @Test
  void aRowThatCannotBeReadTakesCompletenessBackAndItsOwnSnapshotDoesNotBringItAgain() {
    district.complete("forms", "forms", 1);

    unreadable(2);
    assertThat(district.complete()).isEqualTo("[]");
    assertThat(district.codes()).containsExactly(ErrorCode.UNREADABLE_VALUE.name());

    district.complete("forms", "forms", 2);
    assertThat(district.complete()).isEqualTo("[]");

    unreadable(3);
    district.complete("forms", "forms", 3);
    assertThat(district.complete()).as("the row is still there").isEqualTo("[]");

    district.complete("forms", "forms", 4);
    assertThat(district.complete()).as("the row is gone").isEqualTo("[forms]");
  }

  @Test
  void aRowWithoutAKeyTakesCompletenessBack() {
    district.complete("forms", "forms", 1);

    district.rowWithoutKey("forms", "forms", "{}", 2);

    assertThat(district.complete()).isEqualTo("[]");
  }

  @Test
  void aRowWhoseUnchangedColumnsWereNeverSeenTakesCompletenessBack() {
    district.complete("forms", "forms", 1);

    district.row("forms", "forms", "{\"no\":\"f1\"}", "{\"no\":\"f1\"}", 2, "decision");

    assertThat(district.complete()).isEqualTo("[]");
  }

  @Test
  void aRowThatDeniesBecauseItCannotBeMappedLeavesTheSourceComplete() {
    district.complete("forms", "forms", 1);

    district.form("f1", "s-1", "perhaps", 2);

    assertThat(district.complete()).isEqualTo("[forms]");
  }

  @Test
  void aSnapshotThatEndedWhileTheMappingWasUnusableIsCompleteOnceItIsMended() {
    district.mapping("forms", "csv", UNUSABLE, 2);
    district.pass();
    district.form("f1", "s-1", "DENY", 1);
    district.complete("forms", "forms", 1);
    assertThat(district.complete()).isEqualTo("[]");

    district.mapping("forms", "csv", NormalizeFixture.FORMS, 3);
    district.pass();

    assertThat(district.gate().get("unmatchedDenials")).isEqualTo(1L);
    assertThat(district.complete()).isEqualTo("[forms]");
  }

  @Test
  void rowsThatWaitForTheirMappingTakeCompletenessBack() {
    district.complete("forms", "forms", 1);
    district.mapping("forms", "csv", UNUSABLE, 2);

    district.form("f1", "s-1", "DENY", 2);
    assertThat(district.complete()).isEqualTo("[]");

    district.mapping("forms", "csv", NormalizeFixture.FORMS, 3);
    district.pass();
    assertThat(district.complete()).isEqualTo("[forms]");
    assertThat(district.gate().get("unmatchedDenials")).isEqualTo(1L);
  }

  @Test
  void rowsThatWaitedAreTakenThoughTheMappingIsTheOneTheyHadBefore() {
    district.complete("forms", "forms", 1);
    district.mapping("forms", "csv", UNUSABLE, 1);
    district.form("f1", "s-1", "DENY", 2);

    district.mapping("forms", "csv", NormalizeFixture.FORMS, 1);
    district.pass();

    assertThat(district.gate().get("unmatchedDenials")).isEqualTo(1L);
    assertThat(district.complete()).isEqualTo("[forms]");
  }

  @Test
  void aRowThatIsGoneBeforeItsMappingComesStillDenies() {
    district.mapping("forms", "csv", UNUSABLE, 2);
    district.form("f1", "s-1", "DENY", 1);
    district.form("f2", "s-2", "GRANT", 1);
    district.complete("forms", "forms", 2);

    district.mapping("forms", "csv", NormalizeFixture.FORMS, 3);
    district.user("u1", "student", "Ada", "s-1", 1);
    district.user("u2", "student", "Bob", "s-2", 1);
    district.pass();

    assertThat(district.decisions())
        .extracting(c -> c.get("decision").toString())
        .containsExactly("DENY");
  }

  @Test
  void rowsThatWaitWhileSettingsCannotBeSeenTakeCompletenessBack() {
    district.complete("forms", "forms", 1);
    district.removed(DistrictSetting.KEY);
    district.removed(MappingSetting.PREFIX + "forms");

    district.form("f1", "s-1", "DENY", 2);
    assertThat(district.complete()).isEqualTo("[]");

    district.district(Set.of());
    district.mapping("forms", "csv", NormalizeFixture.FORMS, 1);
    district.pass();
    assertThat(district.gate().get("unmatchedDenials")).isEqualTo(1L);
    assertThat(district.complete()).isEqualTo("[forms]");
  }

  @Test
  void snapshotsThatComeBeforeTheirSettingsAreTakenInTheirOrder(@TempDir Path dir) {
    try (NormalizeFixture early = new NormalizeFixture(dir)) {
      early.form("f1", "s-1", "GRANT", 1);
      early.form("f2", "s-1", "GRANT", 1);
      early.complete("forms", "forms", 1);
      early.form("f2", "s-1", "GRANT", 2);
      early.complete("forms", "forms", 2);

      early.applied();
      early.user("u1", "student", "Ada", "s-1", 1);
      early.pass();

      assertThat(early.decisions()).hasSize(1);
      assertThat(early.complete()).isEqualTo("[forms]");
    }
  }

  @Test
  void aResourceThatEmitsConsentsFromNowOnMustBeReadWhole() {
    district.complete("forms", "forms", 1);
    String more =
        NormalizeFixture.FORMS
            + NormalizeFixture.FORMS
                .substring(NormalizeFixture.FORMS.indexOf("  forms:"))
                .replace("  forms:", "  letters:")
                .replace("id: row.no", "id: \"'letter:' + row.no\"");
    String both = more.replaceFirst("id: row.no", "id: \"'form:' + row.no\"");

    district.mapping("forms", "csv", both, 2);
    district.pass();
    assertThat(district.complete()).isEqualTo("[]");

    district.complete("forms", "letters", 2);
    assertThat(district.complete()).isEqualTo("[forms]");
  }

  @Test
  void onePartitionThatTakesItBackIsEnough(@TempDir Path dir) {
    try (NormalizeFixture two = new NormalizeFixture(dir, 2).applied()) {
      two.pass();
      two.complete("forms", "forms", 1);
      assertThat(two.complete()).isEqualTo("[]");

      two.otherPartitionSays(PersonLane.complete("forms", 1));
      assertThat(two.complete()).isEqualTo("[forms]");

      two.otherPartitionSays(PersonLane.incomplete("forms", 1));
      assertThat(two.complete()).isEqualTo("[]");
    }
  }
}
