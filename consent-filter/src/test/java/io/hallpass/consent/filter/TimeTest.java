package io.hallpass.consent.filter;

import static io.hallpass.consent.filter.TestDistrict.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.runtime.settings.Basis;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Time works without traffic, in the district's days, and never backwards. */
class TimeTest {
  private static final UUID ANN = UUID.fromString("a0000000-0000-4000-8000-000000000001");
  private static final UUID R1 = UUID.fromString("c0000000-0000-4000-8000-000000000001");
  private static final UUID C1 = UUID.fromString("d0000000-0000-4000-8000-000000000001");
  private static final UUID C2 = UUID.fromString("d0000000-0000-4000-8000-000000000002");
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

  private TestDistrict district;

  @BeforeEach
  void start() {
    district = new TestDistrict();
    district.district();
    district.openGate();
    district.setting(Agree.with("bolt", Basis.CONSENT, "ENROLLMENT", "NAME"));
    district.register(ANN);
    district.put(ANN, "student", R1, Map.of("givenName", "Ann"));
    district.settle();
  }

  @AfterEach
  void stop() {
    district.close();
  }

  private void grant(LocalDate from, LocalDate until) {
    Map<String, Object> grant = new HashMap<>();
    grant.put("decision", "GRANT");
    grant.put("recipient", "bolt");
    grant.put("categories", List.of("ENROLLMENT", "NAME"));
    grant.put("validFrom", from == null ? null : (int) from.toEpochDay());
    grant.put("validUntil", until == null ? null : (int) until.toEpochDay());
    district.consent(ANN, C1, grant);
  }

  private boolean boltHasAnn() {
    return district.has("bolt").containsKey(key(ANN, "student", R1));
  }

  @Test
  void aGrantBeginsAndEndsOnAnIdleTopic() {
    grant(TODAY.plusDays(1), TODAY.plusDays(2));
    assertThat(boltHasAnn()).isFalse();
    district.pass(Duration.ofDays(1));
    assertThat(boltHasAnn()).isTrue();
    district.pass(Duration.ofDays(1));
    assertThat(boltHasAnn()).isFalse();
  }

  @Test
  void theDayIsTheDistricts() {
    grant(null, TODAY.plusDays(1));
    assertThat(boltHasAnn()).isTrue();
    // It is 18:00 UTC, 10:00 in Los Angeles.
    district.pass(Duration.ofHours(13));
    assertThat(boltHasAnn()).isTrue();
    district.pass(Duration.ofHours(1));
    assertThat(boltHasAnn()).isFalse();
  }

  @Test
  void whatExpiredWhileNothingRanIsTakenBackAfterTheStart() {
    grant(null, TODAY.plusDays(1));
    assertThat(boltHasAnn()).isTrue();
    district.restart(district.now().plus(Duration.ofDays(30)), district.catalogue());
    district.settle();
    assertThat(boltHasAnn()).isFalse();
  }

  @Test
  void whatExpiredWhileNothingRanIsTakenBackAlsoWhereAFenceIsReadFirst() {
    grant(null, TODAY.plusDays(1));
    district.register(ANN, 1);
    assertThat(boltHasAnn()).isTrue();
    district.restart(district.now().plus(Duration.ofDays(30)), district.catalogue());
    district.fence(ANN, 1);
    district.settle();
    assertThat(boltHasAnn()).isFalse();
  }

  @Test
  void aSlowClockAfterARebalanceBringsNothingBack() {
    grant(null, TODAY.plusDays(1));
    district.pass(Duration.ofDays(1));
    assertThat(boltHasAnn()).isFalse();
    district.restart(TestDistrict.START, district.catalogue());
    district.put(ANN, "student", R1, Map.of("givenName", "Ann", "grade", "05"));
    district.settle();
    assertThat(boltHasAnn()).isFalse();
  }

  @Test
  void aTimeZoneFurtherWestBringsNothingBack() {
    district.setting(TestDistrict.district(ZoneId.of("Pacific/Kiritimati"), Set.of("sis"), true));
    grant(null, TODAY.plusDays(1));
    district.settle();
    assertThat(boltHasAnn()).isFalse();
    district.setting(TestDistrict.district(ZoneId.of("Pacific/Honolulu"), Set.of("sis"), true));
    district.settle();
    assertThat(boltHasAnn()).isFalse();
  }

  @Test
  void aRecordOnTheNewDayIsDecidedByTheNewDayBeforeAnythingElse() {
    grant(null, TODAY.plusDays(1));
    district.put(ANN, "student", R1, Map.of("givenName", "Old"));
    district.sent("bolt");
    district.restart(district.now().plus(Duration.ofDays(2)), district.catalogue());
    district.put(ANN, "student", R1, Map.of("givenName", "New"));
    assertThat(boltHasAnn()).isFalse();
  }

  @Test
  void manyStudentsDueOnOneDayAreDecidedInSlices() {
    for (int i = 0; i < 10; i++) {
      UUID student = new UUID(5, i + 1);
      district.register(student);
      district.put(student, "student", R1, Map.of("givenName", "N"));
      district.consent(
          student,
          C1,
          Map.of(
              "decision",
              "GRANT",
              "recipient",
              "bolt",
              "categories",
              List.of("ENROLLMENT", "NAME"),
              "validUntil",
              (int) TODAY.plusDays(1).toEpochDay()));
    }
    assertThat(district.has("bolt")).hasSize(10);
    district.pass(Duration.ofDays(1));
    assertThat(district.has("bolt")).hasSizeBetween(5, 9);
    for (int i = 0; i < 10; i++) {
      district.tick();
    }
    assertThat(district.has("bolt")).isEmpty();
  }

  @Test
  void aConsentThatIsGoneIsNoLongerDue() {
    grant(TODAY.plusDays(1), null);
    district.noConsent(ANN, C1);
    district.pass(Duration.ofDays(2));
    assertThat(boltHasAnn()).isFalse();
  }

  private void decided(UUID id, String decision, long at) {
    district.consent(
        ANN,
        id,
        Map.of(
            "decision",
            decision,
            "recipient",
            "bolt",
            "categories",
            List.of("ENROLLMENT", "NAME"),
            "decidedAt",
            at));
  }

  private static long noon(LocalDate day) {
    return day.toEpochDay() * 86_400_000 + 43_200_000;
  }

  @Test
  void aGrantDatedInTheFutureEndsNoWithdrawalUntilThen() {
    decided(C1, "GRANT", noon(TODAY.plusDays(5)));
    assertThat(boltHasAnn()).isTrue();

    decided(C2, "DENY", noon(TODAY));
    assertThat(boltHasAnn()).isFalse();
    district.pass(Duration.ofDays(3));
    assertThat(boltHasAnn()).isFalse();

    // Its date is believed from the day before on, and only then it is the newer one.
    district.pass(Duration.ofDays(1));
    assertThat(boltHasAnn()).isTrue();
  }

  @Test
  void aDateBeyondAllTimeStopsNothing() {
    decided(C1, "GRANT", Long.MAX_VALUE);
    assertThat(boltHasAnn()).isTrue();

    decided(C2, "DENY", noon(TODAY));

    assertThat(boltHasAnn()).isFalse();
  }
}
