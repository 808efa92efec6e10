package io.hallpass.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.runtime.topics.ErrorCode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of pupils with a column for those who opted out. */
final class MixedRowsTopologyTest {
  private static final String PUPILS =
      """
      mapping: pupils
      resources:
        pupils:
          key: [no]
          emit:
            - entity: demographics
              id: row.no
              person: { system: state, value: row.state }
              fields: { birthDate: row.born }
            - entity: consent
              id: row.no
              when: row.optOut == 'Y'
              person: { system: state, value: row.state }
              fields: { decision: "'DENY'", recipient: "'acme'" }
      """;

  private NormalizeFixture district;

  @BeforeEach
  void start(@TempDir Path dir) {
    district = new NormalizeFixture(dir).applied();
    district.mapping("pupils", "csv", PUPILS, 1);
    district.user("u1", "student", "Ada", "s-1", 1);
  }

  @AfterEach
  void stop() {
    district.close();
  }

  private void pupil(String born, String optOut, long position) {
    String json =
        "{\"no\":\"1\",\"state\":\"s-1\",\"born\":\"%s\",\"optOut\":\"%s\"}"
            .formatted(born, optOut);
    district.row("pupils", "pupils", "{\"no\":\"1\"}", json, position);
  }

  @Test
  void aRefusedRowDeniesItsStudentAndLeavesWhatElseItSaid() {
    pupil("2012-03-04", "N", 1);

    pupil("never", "Y", 2);

    assertThat(district.of("demographics")).hasSize(1);
    assertThat(district.decisions())
        .singleElement()
        .satisfies(c -> assertThat(c.get("decision")).hasToString("DENY"))
        .satisfies(c -> assertThat(c.get("recipient")).hasToString("*"));
    assertThat(district.codes())
        .containsExactly(ErrorCode.INVALID_DATE.name(), ErrorCode.UNREADABLE_CONSENT.name());
  }

  @Test
  void whatTheRowSaysOnceItCanBeReadTakesTheDenialsPlace() {
    pupil("never", "Y", 1);

    pupil("2012-03-04", "Y", 2);

    assertThat(district.decisions())
        .singleElement()
        .satisfies(c -> assertThat(c.get("recipient")).hasToString("acme"));
    assertThat(district.of("demographics")).hasSize(1);
  }

  @Test
  void ofARowThatIsGoneOnlyTheDenialStays() {
    pupil("2012-03-04", "Y", 1);

    district.complete("pupils", "pupils", 2);

    assertThat(district.of("demographics")).isEmpty();
    assertThat(district.decisions()).hasSize(1);
  }

  @Test
  void aRowThatComesBackSaysAllItSaidBefore() {
    pupil("2012-03-04", "Y", 1);
    district.complete("pupils", "pupils", 2);

    pupil("2012-03-04", "Y", 3);

    assertThat(district.of("demographics")).hasSize(1);
    assertThat(district.decisions()).hasSize(1);
  }

  @Test
  void aMendedMappingBringsBackNothingButTheDenialOfARowThatIsGone() {
    pupil("2012-03-04", "Y", 1);
    district.complete("pupils", "pupils", 2);

    district.mapping("pupils", "csv", PUPILS.replace("'acme'", "'mathpath'"), 2);
    district.pass();

    assertThat(district.of("demographics")).isEmpty();
    assertThat(district.decisions())
        .singleElement()
        .satisfies(c -> assertThat(c.get("recipient")).hasToString("mathpath"));
  }

  @Test
  void aDenialThatWasNoneEndsWithItsRowOnceTheMappingIsMended() {
    pupil("2012-03-04", "Y", 1);
    district.complete("pupils", "pupils", 2);

    district.mapping("pupils", "csv", PUPILS.replace("'DENY'", "'GRANT'"), 2);
    district.pass();

    assertThat(district.decisions()).isEmpty();
  }
}
