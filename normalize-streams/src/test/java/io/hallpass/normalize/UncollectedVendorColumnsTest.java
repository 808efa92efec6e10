package io.hallpass.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.mapping.StandardMappings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A vendor that publishes itself repeats nothing: its word that all is said ends the doubt about a
 * column that its earlier rows lack.
 */
final class UncollectedVendorColumnsTest {
  private static final String OFFICE =
      """
      mapping: office
      resources:
        pupils:
          key: [no]
          emit:
            - entity: consent
              id: row.no
              when: row.opt_out == 'Y'
              person: { system: state, value: row.state }
              fields: { decision: "'DENY'", recipient: "'acme'" }
      """;
  private static final String RENAMED = OFFICE.replace("row.opt_out", "row.directory_opt_out");

  private NormalizeFixture district;

  @BeforeEach
  void start(@TempDir Path dir) {
    district = new NormalizeFixture(dir).applied();
    district.user("u1", "student", "Ada", "s-1", 1);
    mapped(OFFICE, 1);
    district.vendorPublishes(
        "office", "pupils", "{\"no\":\"1\",\"state\":\"s-1\",\"opt_out\":\"Y\"}", 1_000);
    district.complete("office", "pupils", 2_000);
    assertThat(district.complete()).isEqualTo("[office]");
  }

  @AfterEach
  void stop() {
    district.close();
  }

  private void mapped(String yaml, long version) {
    district.mapping("office", "kafka-topic", yaml, version);
    district.pass();
  }

  @Test
  void itsNextWordThatAllIsSaidOpensTheGateAndAnEarlierOneDoesNot() {
    mapped(RENAMED, 2);
    assertThat(district.complete()).isEqualTo("[]");
    assertThat(district.decisions()).hasSize(1);

    district.complete("office", "pupils", 2_000);
    assertThat(district.complete()).isEqualTo("[]");

    district.complete("office", "pupils", 3_000);
    assertThat(district.complete()).isEqualTo("[office]");
    assertThat(district.decisions()).as("of a row that it did not repeat").hasSize(1);
  }

  @Test
  void theNextMendedMappingOfTheSameColumnsClosesNothing() {
    mapped(RENAMED, 2);
    district.complete("office", "pupils", 3_000);

    mapped(RENAMED.replace("'acme'", "'bell'"), 3);

    assertThat(district.complete()).isEqualTo("[office]");
    assertThat(district.decisions()).hasSize(1);
  }

  @Test
  void aColumnThatWasDroppedMeanwhileIsUnknownAgain() {
    mapped(RENAMED, 2);
    district.complete("office", "pupils", 3_000);
    mapped(OFFICE, 3);

    mapped(RENAMED, 4);

    assertThat(district.complete()).isEqualTo("[]");
    assertThat(district.decisions()).hasSize(1);
  }

  @Test
  void aRowThatItRepeatsSaysWhatItSaysNow() {
    mapped(RENAMED, 2);

    district.vendorPublishes(
        "office", "pupils", "{\"no\":\"1\",\"state\":\"s-1\",\"directory_opt_out\":\"N\"}", 3_000);

    assertThat(district.decisions()).isEmpty();
  }

  @Test
  void whatOurOwnCommandsLeaveOutIsNothing() {
    String builtIn = StandardMappings.mapping("hallpass-consents").orElseThrow();
    district.mapping("hallpass", "hallpass", builtIn, 1);

    district.row(
        "hallpass",
        "consents",
        "{\"consentId\":\"c1\"}",
        "{\"consentId\":\"c1\",\"personSystem\":\"state\",\"personValue\":\"s-1\","
            + "\"decision\":\"deny\",\"decidedAt\":\"2026-06-01T00:00:00Z\"}",
        1);

    assertThat(district.decisions()).hasSize(2);
  }
}
