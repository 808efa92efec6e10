package io.hallpass.consent.filter;

import static io.hallpass.consent.filter.TestDistrict.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.runtime.settings.Agreement;
import io.hallpass.runtime.settings.Basis;
import io.hallpass.schemas.ControlSchemas;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What recipients see of records, consents and agreements; the gate is open. */
class ConsentFilterTest {
  private static final UUID ANN = UUID.fromString("a0000000-0000-4000-8000-000000000001");
  private static final UUID BEN = UUID.fromString("b0000000-0000-4000-8000-000000000002");
  private static final UUID R1 = UUID.fromString("c0000000-0000-4000-8000-000000000001");
  private static final UUID R2 = UUID.fromString("c0000000-0000-4000-8000-000000000002");
  private static final UUID C1 = UUID.fromString("d0000000-0000-4000-8000-000000000001");
  private static final String ANN_KEY = key(ANN, "student", R1);
  private static final Map<String, Object> NAMED =
      Map.of("givenName", "Ann", "grade", "05", "email", "ann@example.org");
  private static final Agreement WAREHOUSE = Agree.with("warehouse", Basis.DISTRICT, "*", "HEALTH");
  private static final Agreement ACME = Agree.optOut("acme", "ENROLLMENT", "NAME");
  private static final Agreement BOLT = Agree.with("bolt", Basis.CONSENT, "ENROLLMENT", "NAME");

  private TestDistrict district;

  @BeforeEach
  void start() {
    district = new TestDistrict();
    district.district();
    district.openGate();
    district.setting(WAREHOUSE);
    district.setting(ACME);
    district.setting(BOLT);
    district.register(ANN);
    district.settle();
  }

  @AfterEach
  void stop() {
    district.close();
  }

  private void deny(String category) {
    district.consent(
        ANN, C1, Map.of("decision", "DENY", "recipient", "*", "categories", List.of(category)));
  }

  private GenericRecord acmeHasOfAnn() {
    return district.has("acme").get(ANN_KEY);
  }

  @Test
  void eachRecipientGetsTheFieldsItMayHave() {
    district.put(ANN, "student", R1, NAMED);
    GenericRecord warehouse = district.has("warehouse").get(ANN_KEY);
    assertThat(warehouse.get("email")).hasToString("ann@example.org");
    assertThat(warehouse.get("studentId")).hasToString(ANN.toString());
    assertThat(warehouse.get("recordId")).hasToString(R1.toString());
    assertThat(acmeHasOfAnn().get("givenName")).hasToString("Ann");
    assertThat(acmeHasOfAnn().get("email")).isNull();
    assertThat(district.has("bolt")).isEmpty();
  }

  @Test
  void nothingIsReleasedForAStudentWhoseIdentityWasNotSeen() {
    district.put(BEN, "student", R2, NAMED);
    assertThat(district.has("warehouse")).isEmpty();
    district.register(BEN);
    assertThat(district.has("warehouse")).containsOnlyKeys(key(BEN, "student", R2));
  }

  @Test
  void whenAnIdentityIsGoneEverythingIsTakenBack() {
    district.put(ANN, "student", R1, NAMED);
    district.put(ANN, "demographics", R2, Map.of("sex", "F"));
    assertThat(district.has("warehouse")).hasSize(2);
    district.unregister(ANN);
    assertThat(district.has("warehouse")).isEmpty();
    assertThat(district.has("acme")).isEmpty();
  }

  @Test
  void anIdentityThatNamesAnotherStudentIsNone() {
    district.put(BEN, "student", R2, NAMED);
    byte[] ofAnn =
        district.wire.encode(
            new GenericRecordBuilder(ControlSchemas.IDENTITY)
                .set("studentId", ANN.toString())
                .build());
    district.pipe(district.topics.consents(), TestDistrict.bytes(BEN + "/identity"), ofAnn);
    assertThat(district.has("warehouse")).isEmpty();
  }

  @Test
  void whereTheRecordCategoryIsDeniedNoRecordIsReleased() {
    deny("ENROLLMENT");
    district.put(ANN, "student", R1, NAMED);
    assertThat(district.sent("acme")).isEmpty();
    assertThat(district.has("warehouse")).hasSize(1);
  }

  @Test
  void aWithdrawalEmptiesWhatWasDeliveredAndItsEndFillsItAgain() {
    district.put(ANN, "student", R1, NAMED);
    assertThat(acmeHasOfAnn().get("givenName")).isNotNull();
    deny("NAME");
    assertThat(acmeHasOfAnn().get("givenName")).isNull();
    assertThat(acmeHasOfAnn().get("grade")).hasToString("05");
    district.noConsent(ANN, C1);
    assertThat(acmeHasOfAnn().get("givenName")).hasToString("Ann");
  }

  @Test
  void aGrantReleasesWhatIsAlreadyKnown() {
    district.put(ANN, "student", R1, NAMED);
    district.consent(
        ANN,
        C1,
        Map.of(
            "decision", "GRANT",
            "recipient", "bolt",
            "categories", List.of("ENROLLMENT", "NAME")));
    assertThat(district.has("bolt").get(ANN_KEY).get("givenName")).hasToString("Ann");
  }

  @Test
  void aConsentThatCannotBeReadDeniesEverything() {
    district.put(ANN, "student", R1, NAMED);
    district.pipe(
        district.topics.consents(), TestDistrict.consentKey(ANN, C1), new byte[] {0, 1, 2});
    assertThat(district.has("acme")).isEmpty();
    district.noConsent(ANN, C1);
    assertThat(district.has("acme")).hasSize(1);
  }

  @Test
  void aConsentOfAnotherStudentUnderThisKeyDeniesEverything() {
    district.put(ANN, "student", R1, NAMED);
    byte[] grantOfBen =
        district.wire.encode(
            district.record(
                BEN,
                "consent",
                C1,
                Map.of("decision", "GRANT", "recipient", "acme", "categories", List.of("NAME"))));
    district.pipe(district.topics.consents(), TestDistrict.consentKey(ANN, C1), grantOfBen);
    assertThat(district.has("acme")).isEmpty();
  }

  @Test
  void anUnchangedRecordIsNotSentAgain() {
    district.put(ANN, "student", R1, NAMED);
    assertThat(district.sent("acme")).hasSize(1);
    district.put(ANN, "student", R1, NAMED);
    assertThat(district.sent("acme")).isEmpty();
  }

  @Test
  void aChangeOfAWithheldValueStaysInvisible() {
    district.put(ANN, "student", R1, NAMED);
    district.sent("acme");
    district.sent("warehouse");
    district.put(
        ANN, "student", R1, Map.of("givenName", "Ann", "grade", "05", "email", "new@x.org"));
    assertThat(district.sent("warehouse")).hasSize(1);
    assertThat(district.sent("acme")).isEmpty();
  }

  @Test
  void aDeletedRecordIsTakenBackOnlyFromThoseWhoHadIt() {
    district.put(ANN, "student", R1, NAMED);
    district.sent("acme");
    district.remove(ANN, "student", R1);
    assertThat(district.sent("acme")).singleElement().matches(sent -> sent.value() == null);
    assertThat(district.sent("bolt")).isEmpty();
    district.remove(ANN, "student", R1);
    assertThat(district.sent("acme")).isEmpty();
  }

  @Test
  void outputsCarryTheTimeOfTheirRelease() {
    district.put(ANN, "student", R1, NAMED);
    assertThat(district.sent("acme"))
        .singleElement()
        .matches(sent -> sent.timestamp() == district.now().toEpochMilli());
  }

  @Test
  void referenceRecordsNeedNoStudent() {
    district.setting(Agree.with("maps", Basis.CONSENT, "ORGANIZATION"));
    district.put(null, "org", R1, Map.of("name", "Elm School"));
    assertThat(district.has("maps").get(key(null, "org", R1)).get("name"))
        .hasToString("Elm School");
    assertThat(district.has("acme")).isEmpty();
    district.remove(null, "org", R1);
    assertThat(district.has("maps")).isEmpty();
  }

  @Test
  void aStudentsRecordAmongTheReferenceRecordsIsReleasedToNobody() {
    byte[] value = district.wire.encode(district.record(ANN, "student", R1, NAMED));
    district.pipe(district.topics.reference(), TestDistrict.bytes("student/" + R1), value);
    district.pipe(district.topics.reference(), TestDistrict.bytes(ANN_KEY), value);
    district.pipe(district.topics.records(), TestDistrict.bytes("student/" + R1), value);
    district.pipe(
        district.topics.records(),
        TestDistrict.bytes(key(ANN, "org", R1)),
        district.wire.encode(district.record(null, "org", R1, Map.of("name", "Elm School"))));
    assertThat(district.has("warehouse")).isEmpty();
  }

  @Test
  void aNewRecipientIsFilledUpWithoutANewRecord() {
    for (int i = 0; i < 10; i++) {
      district.put(ANN, "attendance-event", new UUID(1, i), Map.of("sourcedId", "e" + i));
    }
    district.setting(Agree.with("late", Basis.DISTRICT, "ATTENDANCE", "IDENTIFIER"));
    assertThat(district.has("late")).isEmpty();
    district.settle();
    assertThat(district.has("late")).hasSize(10);
  }

  @Test
  void anEndedAgreementTakesBackEverything() {
    district.put(ANN, "student", R1, NAMED);
    district.put(ANN, "demographics", R2, Map.of("sex", "F"));
    assertThat(district.has("warehouse")).hasSize(2);
    district.noAgreement("warehouse");
    district.settle();
    assertThat(district.has("warehouse")).isEmpty();
    assertThat(district.has("acme")).hasSize(1);
  }

  @Test
  void takeBacksRunBeforeBackfills() {
    for (int i = 0; i < 8; i++) {
      district.put(ANN, "student", new UUID(1, i), NAMED);
    }
    district.sent("acme");
    district.setting(Agree.optOut("acme", "ENROLLMENT", "CONTACT"));
    boolean filling = false;
    for (int i = 0; i < 20; i++) {
      district.tick();
      for (TestDistrict.Sent sent : district.sent("acme")) {
        filling |= district.wire.decode(sent.value()).get("email") != null;
      }
      if (filling) {
        assertThat(district.has("acme").values())
            .hasSize(8)
            .allMatch(value -> value.get("givenName") == null);
      }
    }
    assertThat(filling).isTrue();
    assertThat(district.has("acme").values()).allMatch(value -> value.get("email") != null);
  }

  @Test
  void aRecordThatComesDuringAPassIsDecidedByTheNewAgreementAtOnce() {
    for (int i = 0; i < 8; i++) {
      district.put(ANN, "student", new UUID(1, i), NAMED);
    }
    district.noAgreement("acme");
    district.put(ANN, "student", new UUID(1, 7), Map.of("givenName", "New"));
    assertThat(district.has("acme")).hasSize(7).doesNotContainKey(key(ANN, "student", R1));
    district.settle();
    assertThat(district.has("acme")).isEmpty();
  }

  @Test
  void aPassGoesOnAfterARestart() {
    for (int i = 0; i < 8; i++) {
      district.put(ANN, "student", new UUID(1, i), NAMED);
    }
    district.noAgreement("acme");
    district.tick();
    assertThat(district.has("acme")).hasSize(5);
    district.restart();
    district.pass(Duration.ofSeconds(1));
    assertThat(district.has("acme")).hasSize(2);
    district.settle();
    assertThat(district.has("acme")).isEmpty();
  }

  @Test
  void withoutADistrictNothingIsReleased() {
    district.put(ANN, "student", R1, NAMED);
    district.noSetting("district");
    district.settle();
    assertThat(district.has("warehouse")).isEmpty();
    district.put(ANN, "student", R2, NAMED);
    assertThat(district.has("warehouse")).isEmpty();
    district.district();
    district.settle();
    assertThat(district.has("warehouse")).hasSize(2);
  }

  @Test
  void badBytesAreTakenBackAndNeverReleasedAndStopNothing() {
    district.put(ANN, "student", R1, NAMED);
    assertThat(district.has("acme")).hasSize(1);
    byte[] good = district.wire.encode(district.record(ANN, "student", R1, NAMED));
    district.put(ANN, "student", R1, Arrays.copyOf(good, good.length - 1));
    assertThat(district.has("acme")).isEmpty();
    assertThat(district.has("warehouse")).isEmpty();
    district.put(ANN, "student", R1, new byte[] {0, 0, 0, 99, 99, 1});
    district.put(ANN, "student", R1, new byte[0]);
    district.pipe(district.topics.records(), TestDistrict.bytes("no/key"), good);
    district.pipe(district.topics.records(), null, good);
    district.put(BEN, "student", R1, good);
    assertThat(district.has("warehouse")).isEmpty();
    district.put(ANN, "student", R1, NAMED);
    assertThat(district.has("acme")).hasSize(1);
  }

  @Test
  void aRecordUnderAnotherStudentsKeyIsReleasedToNobody() {
    district.register(BEN);
    byte[] ofAnn = district.wire.encode(district.record(ANN, "student", R1, NAMED));
    district.put(BEN, "student", R1, ofAnn);
    assertThat(district.has("warehouse")).isEmpty();
  }

  @Test
  void theStatusCountsWhatWasDone() {
    district.put(ANN, "student", R1, NAMED);
    district.put(ANN, "student", R2, new byte[] {9});
    deny("ENROLLMENT");
    district.pass(Duration.ofSeconds(2));
    assertThat(district.status())
        .contains("\"records\":2,", "\"unreadable\":1,", "\"students\":1,")
        .contains("\"released.acme\":1,", "\"masked.acme\":1,", "\"tombstones.acme\":1,")
        .contains("\"released.warehouse\":1,", "\"masked.warehouse\":0,")
        .contains("\"withheld.bolt\":2,")
        .contains("\"gate\":\"open\"", "\"cursor\":\"idle\"");
    district.pass(Duration.ofSeconds(2));
    assertThat(district.status()).isNull();
    district.restart();
    district.put(ANN, "student", R1, NAMED);
    district.pass(Duration.ofSeconds(2));
    assertThat(district.status()).contains("\"records\":3,", "\"released.warehouse\":1,");
  }

  @Test
  void anAgreementIsInForceOnItsDaysOnly() {
    LocalDate today = LocalDate.of(2026, 3, 1);
    district.setting(
        Agree.of(
            "week", "week", Basis.DISTRICT, today.plusDays(1), today.plusDays(3), "ENROLLMENT"));
    district.put(ANN, "student", R1, NAMED);
    district.settle();
    assertThat(district.has("week")).isEmpty();
    district.pass(Duration.ofDays(1));
    district.settle();
    assertThat(district.has("week")).hasSize(1);
    district.pass(Duration.ofDays(2));
    district.settle();
    assertThat(district.has("week")).isEmpty();
  }
}
