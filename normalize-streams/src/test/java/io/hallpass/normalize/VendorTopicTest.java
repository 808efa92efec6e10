package io.hallpass.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.runtime.topics.ErrorCode;
import io.hallpass.runtime.topics.RejectHeaders;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records that a vendor publishes itself wait for their mapping, and the newest of a row counts.
 */
final class VendorTopicTest {
  private static final String UNUSABLE = "mapping: sis\nresources: {}\n";

  private NormalizeFixture district;

  @BeforeEach
  void start(@TempDir Path dir) {
    district = new NormalizeFixture(dir);
  }

  @AfterEach
  void stop() {
    district.close();
  }

  private void incident(String no, String day, long millis) {
    String json = "{\"no\":\"%s\",\"state\":\"s-1\",\"day\":\"%s\"}".formatted(no, day);
    district.vendorPublishes("vendor", "incident", json, millis);
  }

  private void applied() {
    district.applied();
    district.user("u1", "student", "Ada", "s-1", 1);
    mapped(NormalizeFixture.SIS, 1);
  }

  private void mapped(String yaml, long version) {
    district.mapping("vendor", "kafka-topic", yaml, version);
    district.pass();
  }

  private String day() {
    return district.of("discipline-incident").get(0).get("incidentDate").toString();
  }

  @Test
  void recordsThatComeBeforeAnySettingsWait() {
    for (int i = 0; i < 7; i++) {
      incident("i" + i, "2026-09-01", 1_000 + i);
    }
    district.pass();
    assertThat(district.codes()).isEmpty();

    applied();

    assertThat(district.of("discipline-incident")).hasSize(7);
    assertThat(district.codes()).isEmpty();
  }

  @Test
  void aVendorsRecordWithAPositionOfItsOwnWaitsToo() {
    String json = "{\"no\":\"i1\",\"state\":\"s-1\",\"day\":\"2026-09-0%s\"}";
    district.row("vendor", "incident", "any", json.formatted(1), 7);

    applied();
    incident("i1", "2026-09-02", 5);
    assertThat(day()).as("of another key and an older position").isEqualTo(days("2026-09-01"));

    district.row("vendor", "incident", "other", json.formatted(3), 8);
    assertThat(day()).isEqualTo(days("2026-09-03"));
  }

  @Test
  void recordsWaitWhileTheMappingCannotBeUsed() {
    district.applied();
    district.user("u1", "student", "Ada", "s-1", 1);
    mapped(UNUSABLE, 1);
    incident("i1", "2026-09-01", 1_000);
    district.pass();
    assertThat(district.codes()).isEmpty();

    mapped(NormalizeFixture.SIS, 2);

    assertThat(district.of("discipline-incident")).hasSize(1);
  }

  @Test
  void aResourceThatAUsableMappingDoesNotHaveIsRejectedWithoutItsBytes() {
    applied();

    district.vendorPublishes("vendor", "lunch", "{\"no\":\"1\"}", 1_000);

    assertThat(district.codes()).containsExactly(ErrorCode.UNMAPPED_RESOURCE.name());
    assertThat(district.rejected.get(0).value()).isNull();
  }

  @Test
  void aRecordWaitsBehindThoseOfItsSourceThatWait() {
    district.district(Set.of());
    incident("i1", "2026-09-01", 1_000);
    district.mapping("vendor", "kafka-topic", NormalizeFixture.SIS, 1);
    // Of the same millisecond: only the order in which they came tells which is newer.
    incident("i1", "2026-09-02", 1_000);

    applied();

    assertThat(day()).isEqualTo(days("2026-09-02"));
  }

  @Test
  void ofTwoRecordsTheLaterInTimeCountsInWhicheverOrderTheyCome() {
    applied();
    incident("i1", "2026-09-02", 2_000);

    incident("i1", "2026-09-01", 1_000);
    assertThat(day()).isEqualTo(days("2026-09-02"));

    incident("i1", "2026-09-03", 3_000);
    assertThat(day()).isEqualTo(days("2026-09-03"));
  }

  @Test
  void ofTwoRecordsOfOneMillisecondTheOneThatComesLaterCounts() {
    applied();
    incident("i1", "2026-09-02", 1_000);

    incident("i1", "2026-09-01", 1_000);

    assertThat(day()).isEqualTo(days("2026-09-01"));
  }

  @Test
  void aVendorsConsentsKeepTheirTimeToo() {
    applied();
    district.mapping(
        "office", "kafka-topic", NormalizeFixture.FORMS.replace("  forms:", "  consents:"), 1);
    String form = "{\"no\":\"1\",\"state\":\"s-1\",\"decision\":\"%s\"}";
    district.vendorPublishes("office", "consents", form.formatted("DENY"), 2_000);

    district.vendorPublishes("office", "consents", form.formatted("REVOKE"), 1_000);

    assertThat(district.decisions())
        .extracting(c -> c.get("decision").toString())
        .containsExactly("DENY");
  }

  @Test
  void recordsThatWaitedForASourceThatIsGoneAreRejectedWithoutTheirBytes() {
    district.applied();
    mapped(UNUSABLE, 1);
    incident("i1", "2026-09-01", 1_000);
    mapped(NormalizeFixture.SIS.replace("  incident:", "  lunch:"), 2);
    assertThat(district.codes()).containsExactly(ErrorCode.UNMAPPED_RESOURCE.name());
    mapped(UNUSABLE, 3);
    incident("i2", "2026-09-01", 2_000);

    district.unmapped("vendor");
    district.pass();
    incident("i3", "2026-09-01", 3_000);

    assertThat(district.codes()).hasSize(3).containsOnly(ErrorCode.UNMAPPED_RESOURCE.name());
    assertThat(district.rejected).allSatisfy(r -> assertThat(r.value()).isNull());
    assertThat(district.rejected)
        .extracting(r -> RejectHeaders.text(r.headers(), RejectHeaders.AT))
        .containsExactly(
            "everett.raw.vendor.incident-0@0",
            "everett.raw.vendor.incident-0@1",
            "everett.raw.vendor.incident-0@2");
  }

  private static String days(String day) {
    return Integer.toString((int) LocalDate.parse(day).toEpochDay());
  }

  private void vendorsConsents() {
    applied();
    district.mapping(
        "office", "kafka-topic", NormalizeFixture.FORMS.replace("  forms:", "  consents:"), 1);
  }

  @Test
  void aVendorsConsentsAreCompleteOnceItHasSaidSo() {
    vendorsConsents();
    district.vendorPublishes(
        "office", "consents", "{\"no\":\"1\",\"state\":\"s-1\",\"decision\":\"DENY\"}", 2_000);
    assertThat(district.complete()).isEqualTo("[]");

    district.complete("office", "consents", 3_000);

    assertThat(district.complete()).isEqualTo("[office]");
    assertThat(district.decisions()).hasSize(1);
  }

  @Test
  void whatAVendorDoesNotRepeatIsNotGone() {
    applied();
    incident("1", "2026-09-01", 1_000);

    district.complete("vendor", "incident", 2_000);

    assertThat(district.of("discipline-incident")).hasSize(1);
  }

  @Test
  void aRecordOfAVendorThatCannotBeReadTakesCompletenessBackUntilItSaysSoAgain() {
    vendorsConsents();
    district.complete("office", "consents", 1_000);

    district.vendorPublishes("office", "consents", "[]", 2_000);
    assertThat(district.complete()).isEqualTo("[]");

    district.complete("office", "consents", 3_000);
    assertThat(district.complete()).isEqualTo("[office]");
  }
}
