package io.hallpass.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.runtime.settings.DistrictSetting;
import io.hallpass.runtime.settings.MappingSetting;
import io.hallpass.runtime.topics.ErrorCode;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a district no longer maps is taken back; what was denied stays denied. */
final class RemovedSourcesTest {
  private static final String SIS_WITHOUT_INCIDENTS =
      NormalizeFixture.SIS.replace("  incident:", "  lunch:");
  private static final String FORMS_ELSEWHERE =
      NormalizeFixture.FORMS.replace("  forms:", "  letters:");

  private NormalizeFixture district;

  @BeforeEach
  void start(@TempDir Path dir) {
    district = new NormalizeFixture(dir).applied();
    district.user("u1", "student", "Ada", "s-1", 1);
    for (int i = 0; i < 7; i++) {
      district.incident("i" + i, "s-1", "2026-09-01", 1);
    }
    district.form("f1", "s-1", "DENY", 1);
    district.form("f2", "s-1", "GRANT", 1);
    district.complete("forms", "forms", 1);
    district.pass();
  }

  @AfterEach
  void stop() {
    district.close();
  }

  private void assertOnlyTheDenialStays() {
    assertThat(district.decisions())
        .extracting(c -> c.get("decision").toString())
        .containsExactly("DENY");
  }

  @Test
  void rowsOfAResourceTheMappingNoLongerHasAreTakenBack() {
    district.mapping("sis", "postgres-cdc", SIS_WITHOUT_INCIDENTS, 2);
    district.pass();

    assertThat(district.of("discipline-incident")).isEmpty();
    assertThat(district.of("student")).hasSize(1);
    assertThat(district.codes()).isEmpty();
  }

  @Test
  void aRowThatComesBetweenTheMappingAndItsPassIsTakenBackToo() {
    district.mapping("sis", "postgres-cdc", SIS_WITHOUT_INCIDENTS, 2);
    district.incident("i3", "s-1", "2026-09-02", 2);
    district.pass();

    assertThat(district.of("discipline-incident")).isEmpty();
    assertThat(district.codes()).containsExactly(ErrorCode.UNMAPPED_RESOURCE.name());
  }

  @Test
  void rowsOfAResourceThatComesBackAreTakenWhenTheyAreSentAgain() {
    district.mapping("sis", "postgres-cdc", SIS_WITHOUT_INCIDENTS, 2);
    district.pass();
    district.mapping("sis", "postgres-cdc", NormalizeFixture.SIS, 3);
    district.pass();
    assertThat(district.of("discipline-incident")).isEmpty();

    district.incident("i3", "s-1", "2026-09-01", 1);

    assertThat(district.of("discipline-incident")).hasSize(1);
  }

  @Test
  void denialsOfAResourceTheMappingNoLongerHasStay() {
    district.mapping("forms", "csv", FORMS_ELSEWHERE, 2);
    district.pass();

    assertOnlyTheDenialStays();
    assertThat(district.complete()).isEqualTo("[]");
  }

  @Test
  void aResourceThatComesBackMustBeReadWholeAgain() {
    district.mapping("forms", "csv", FORMS_ELSEWHERE, 2);
    district.pass();
    district.mapping("forms", "csv", NormalizeFixture.FORMS, 3);
    district.pass();
    assertThat(district.complete()).isEqualTo("[]");

    district.complete("forms", "forms", 2);
    assertThat(district.complete()).isEqualTo("[forms]");
  }

  @Test
  void rowsOfASourceThatIsGoneAreTakenBack() {
    district.unmapped("sis");
    district.pass();

    assertThat(district.of("discipline-incident")).isEmpty();
    assertThat(district.of("student")).hasSize(1);
  }

  @Test
  void denialsOfASourceThatIsGoneStayAndItIsCompleteNoLonger() {
    district.unmapped("forms");
    district.pass();

    assertOnlyTheDenialStays();
    assertThat(district.complete()).isEqualTo("[]");
  }

  @Test
  void whatASourceThatIsGoneStillSendsIsRejected() {
    district.unmapped("sis");
    district.pass();

    district.incident("i9", "s-1", "2026-09-02", 2);
    assertThat(district.codes()).containsExactly(ErrorCode.UNMAPPED_RESOURCE.name());

    district.mapping("sis", "postgres-cdc", NormalizeFixture.SIS, 1);
    district.pass();
    assertThat(district.of("discipline-incident")).isEmpty();
  }

  @Test
  void aSourceThatComesBackIsTakenAgain() {
    district.unmapped("sis");
    district.pass();

    district.mapping("sis", "postgres-cdc", NormalizeFixture.SIS, 1);
    district.incident("i3", "s-1", "2026-09-01", 1);
    district.pass();

    assertThat(district.of("discipline-incident")).hasSize(1);
  }

  @Test
  void aSourceThatComesBackMustBeReadWholeAgain() {
    district.unmapped("forms");
    district.pass();
    district.mapping("forms", "csv", NormalizeFixture.FORMS, 1);
    district.pass();
    assertThat(district.complete()).isEqualTo("[]");

    district.complete("forms", "forms", 2);
    assertThat(district.complete()).isEqualTo("[forms]");
  }

  @Test
  void rowsThatWaitedForTheMappingOfASourceThatIsGoneAreRejected() {
    district.mapping("lunch", "csv", "mapping: lunch\nresources: {}\n", 1);
    district.row("lunch", "meals", "{\"no\":\"1\"}", "{\"no\":\"1\"}", 1);

    district.unmapped("lunch");
    district.pass();

    assertThat(district.codes()).containsExactly(ErrorCode.UNMAPPED_RESOURCE.name());
  }

  @Test
  void settingsThatCannotBeSeenTakeNothingBack() {
    district.removed(DistrictSetting.KEY);
    district.removed(MappingSetting.PREFIX + "sis");
    district.pass();

    assertThat(district.of("discipline-incident")).hasSize(7);

    district.district(Set.of());
    district.mapping("sis", "postgres-cdc", NormalizeFixture.SIS, 1);
    district.pass();
    assertThat(district.of("discipline-incident")).hasSize(7);
  }
}
