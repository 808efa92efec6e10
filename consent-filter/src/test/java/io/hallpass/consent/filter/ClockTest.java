package io.hallpass.consent.filter;

import static io.hallpass.consent.filter.TestDistrict.START;
import static io.hallpass.consent.filter.TestDistrict.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.runtime.settings.Basis;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A clock that cannot be right moves no day and opens no gate. */
class ClockTest {
  private static final UUID ANN = UUID.fromString("a0000000-0000-4000-8000-000000000001");
  private static final UUID R1 = UUID.fromString("c0000000-0000-4000-8000-000000000001");
  private static final UUID R2 = UUID.fromString("c0000000-0000-4000-8000-000000000002");
  private static final UUID C1 = UUID.fromString("d0000000-0000-4000-8000-000000000001");
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

  private TestDistrict district;

  @BeforeEach
  void start() {
    district = new TestDistrict();
  }

  @AfterEach
  void stop() {
    district.close();
  }

  /** A district with a warehouse and an opt-out recipient, the gate open, and a record. */
  private void appliedAt(Instant at) {
    district.written(TestDistrict.district(TestDistrict.ZONE, Set.of("sis"), true));
    district.written(Agree.with("warehouse", Basis.DISTRICT, "ENROLLMENT", "NAME"));
    district.written(Agree.optOut("acme", "ENROLLMENT", "NAME"));
    district.written(Agree.with("bolt", Basis.CONSENT, "ENROLLMENT", "NAME"));
    district.applied(at);
    district.openGate();
    district.register(ANN);
    put("Ann");
    district.settle();
  }

  private void put(String givenName) {
    district.put(ANN, "student", R1, Map.of("givenName", givenName, "grade", "05"));
  }

  private void grantUntil(LocalDate end) {
    district.consent(
        ANN,
        C1,
        Map.of(
            "decision",
            "GRANT",
            "recipient",
            "bolt",
            "categories",
            List.of("ENROLLMENT", "NAME"),
            "validUntil",
            (int) end.toEpochDay()));
  }

  private String nameAt(String recipient) {
    GenericRecord has = district.has(recipient).get(key(ANN, "student", R1));
    return has == null ? "none" : String.valueOf(has.get("givenName"));
  }

  private void restart(Duration later) {
    district.restart(START.plus(later), district.catalogue());
    district.settle();
  }

  private String status() {
    district.pass(Duration.ofSeconds(2));
    return district.status();
  }

  @Test
  void whatAClockFarAheadSaysEndsNothingForGood() {
    appliedAt(START);
    grantUntil(TODAY.plusDays(100));
    assertThat(nameAt("bolt")).isEqualTo("Ann");

    restart(Duration.ofDays(400));
    restart(Duration.ofDays(1));
    put("Anna");

    assertThat(nameAt("bolt")).isEqualTo("Anna");
  }

  @Test
  void whileTheClockIsNotBelievedOptOutRecipientsGetNothingNew() {
    appliedAt(START);
    assertThat(status()).contains("\"clock\":0,", "\"gate\":\"open\"");

    restart(Duration.ofDays(36 * 365));
    put("Anna");
    district.put(ANN, "student", R2, Map.of("givenName", "New"));

    assertThat(nameAt("acme")).isEqualTo("Ann");
    assertThat(district.has("acme")).hasSize(1);
    assertThat(nameAt("warehouse")).isEqualTo("Anna");
    assertThat(status()).contains("\"clock\":1,", "\"gate\":\"closed\"");
  }

  @Test
  void masksAndTombstonesPassAClockThatIsNotBelieved() {
    appliedAt(START);
    district.put(ANN, "student", R2, Map.of("givenName", "Ann"));
    restart(Duration.ofDays(400));

    district.consent(
        ANN, C1, Map.of("decision", "DENY", "recipient", "acme", "categories", List.of("NAME")));
    district.remove(ANN, "student", R2);

    assertThat(nameAt("acme")).isEqualTo("null");
    assertThat(district.has("acme")).hasSize(1);
  }

  @Test
  void whatWasWithheldComesWhenTheClockIsRightAgain() {
    appliedAt(START);
    restart(Duration.ofDays(400));
    put("Anna");
    district.settle();

    restart(Duration.ofHours(1));

    assertThat(nameAt("acme")).isEqualTo("Anna");
    assertThat(status()).contains("\"clock\":0,", "\"gate\":\"open\"");
  }

  @Test
  void aYearIsBelievedAndADayMoreIsNot() {
    appliedAt(START);
    restart(Duration.ofDays(366));
    put("Anna");
    assertThat(nameAt("acme")).isEqualTo("Anna");

    restart(Duration.ofDays(366 + 367));
    put("Annie");

    assertThat(nameAt("acme")).isEqualTo("Anna");
  }

  @Test
  void whoAppliesVouchesForTheDay() {
    appliedAt(START);
    restart(Duration.ofDays(400));
    put("Anna");
    assertThat(nameAt("acme")).isEqualTo("Ann");

    district.applied();
    district.settle();

    assertThat(nameAt("acme")).isEqualTo("Anna");
  }

  @Test
  void aClockMoreThanAYearBehindIsNotBelievedEither() {
    appliedAt(START);
    restart(Duration.ofDays(-365));
    put("Anna");
    assertThat(nameAt("acme")).isEqualTo("Anna");

    restart(Duration.ofDays(-367));
    put("Annie");

    assertThat(nameAt("acme")).isEqualTo("Anna");
  }

  @Test
  void atTheFirstStartAClockFromBeforeTheSettingsReleasesNothing() {
    appliedAt(START.plus(Duration.ofDays(2)));
    assertThat(nameAt("warehouse")).isEqualTo("none");
    assertThat(status()).contains("\"clock\":1,", "\"gate\":\"closed\"");

    district.pass(Duration.ofDays(1));
    district.settle();

    assertThat(nameAt("warehouse")).isEqualTo("Ann");
    assertThat(nameAt("acme")).isEqualTo("Ann");
  }

  @Test
  void atTheFirstStartNoAgreementIsInForceOnTheDayOfTheEpoch() {
    district.written(TestDistrict.district(TestDistrict.ZONE, Set.of("sis"), true));
    district.written(
        Agree.of(
            "old",
            "old",
            Basis.DISTRICT,
            LocalDate.of(1960, 1, 1),
            LocalDate.of(1990, 1, 1),
            "ENROLLMENT"));
    district.applied(START.plus(Duration.ofDays(500)));
    district.register(ANN);

    put("Ann");

    assertThat(nameAt("old")).isEqualTo("none");
  }

  @Test
  void atTheFirstStartAClockFarFromOldSettingsIsNotBelieved() {
    appliedAt(START.minus(Duration.ofDays(367)));

    assertThat(nameAt("warehouse")).isEqualTo("none");
    district.applied(START.minus(Duration.ofDays(366)));
    district.settle();
    assertThat(nameAt("acme")).isEqualTo("Ann");
  }
}
