package io.hallpass.consent.filter;

import static io.hallpass.consent.filter.TestDistrict.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.runtime.settings.Basis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An opt-out basis fails closed: while consents may be missing it releases nothing new. */
class GateTest {
  private static final UUID ANN = UUID.fromString("a0000000-0000-4000-8000-000000000001");
  private static final UUID R1 = UUID.fromString("c0000000-0000-4000-8000-000000000001");
  private static final UUID R2 = UUID.fromString("c0000000-0000-4000-8000-000000000002");
  private static final UUID C1 = UUID.fromString("d0000000-0000-4000-8000-000000000001");
  private static final String KEY = key(ANN, "student", R1);

  private TestDistrict district;

  @BeforeEach
  void start() {
    district = new TestDistrict();
    district.district();
    district.setting(Agree.with("warehouse", Basis.DISTRICT, "*"));
    district.setting(Agree.optOut("acme", "ENROLLMENT", "NAME"));
    district.register(ANN);
  }

  @AfterEach
  void stop() {
    district.close();
  }

  private void put(String givenName, String grade) {
    district.put(ANN, "student", R1, Map.of("givenName", givenName, "grade", grade));
  }

  private GenericRecord acmeHas() {
    return district.has("acme").get(KEY);
  }

  @Test
  void aClosedGateHoldsBackFromOptOutRecipientsOnly() {
    put("Ann", "05");
    assertThat(district.has("acme")).isEmpty();
    assertThat(district.has("warehouse")).hasSize(1);
  }

  @Test
  void theGateOpensWhenAllPartitionsNameAllSources() {
    put("Ann", "05");
    district.gate(0, 0, "sis");
    district.gate(1, 0);
    district.settle();
    assertThat(district.has("acme")).isEmpty();
    district.gate(1, 0, "sis", "forms");
    district.settle();
    assertThat(acmeHas().get("givenName")).hasToString("Ann");
  }

  @Test
  void onePartitionAloneOpensNothing() {
    put("Ann", "05");
    district.gate(0, 0, "sis");
    district.gate(7, 0, "sis");
    district.settle();
    assertThat(district.has("acme")).isEmpty();
  }

  @Test
  void anUnmatchedDenialHoldsTheGateClosedUnlessTheDistrictOnlyReportsIt() {
    put("Ann", "05");
    district.gate(0, 1, "sis");
    district.gate(1, 0, "sis");
    district.settle();
    assertThat(district.has("acme")).isEmpty();
    district.setting(TestDistrict.district(TestDistrict.ZONE, Set.of("sis"), false));
    district.settle();
    assertThat(district.has("acme")).hasSize(1);
  }

  @Test
  void aGateThatCannotBeReadOrIsTakenBackIsClosed() {
    district.openGate();
    district.pipe(
        district.topics.consents(), TestDistrict.bytes("gate/1"), new byte[] {0, 0, 0, 0, 1});
    put("Ann", "05");
    assertThat(district.has("acme")).isEmpty();
    district.gate(1, 0, "sis");
    district.settle();
    assertThat(district.has("acme")).hasSize(1);
    district.pipe(district.topics.consents(), TestDistrict.bytes("gate/0"), null);
    district.put(ANN, "student", R2, Map.of("grade", "06"));
    assertThat(district.has("acme")).hasSize(1);
  }

  @Test
  void whatWasDeliveredStaysWhileTheGateIsClosedAndChangesWait() {
    district.openGate();
    put("Ann", "05");
    district.closeGate();
    put("Anna", "06");
    put("Annie", "07");
    district.settle();
    assertThat(acmeHas().get("givenName")).hasToString("Ann");
    assertThat(district.has("warehouse").get(KEY).get("givenName")).hasToString("Annie");
    district.openGate();
    district.settle();
    assertThat(acmeHas().get("givenName")).hasToString("Annie");
    assertThat(acmeHas().get("grade")).hasToString("07");
  }

  @Test
  void masksPassAClosedGate() {
    district.openGate();
    put("Ann", "05");
    district.closeGate();
    put("Anna", "06");
    district.consent(
        ANN, C1, Map.of("decision", "DENY", "recipient", "acme", "categories", List.of("NAME")));
    assertThat(acmeHas().get("givenName")).isNull();
    assertThat(acmeHas().get("grade")).hasToString("05");
    district.noConsent(ANN, C1);
    assertThat(acmeHas().get("givenName")).isNull();
    district.openGate();
    district.settle();
    assertThat(acmeHas().get("givenName")).hasToString("Anna");
  }

  @Test
  void tombstonesPassAClosedGate() {
    district.openGate();
    put("Ann", "05");
    district.put(ANN, "student", R2, Map.of("grade", "09"));
    district.closeGate();
    district.remove(ANN, "student", R1);
    assertThat(district.has("acme")).containsOnlyKeys(key(ANN, "student", R2));
    district.consent(ANN, C1, Map.of("decision", "DENY", "recipient", "*"));
    assertThat(district.has("acme")).isEmpty();
  }

  @Test
  void aRecordThatCameBackWhileTheGateWasClosedIsNew() {
    district.openGate();
    put("Ann", "05");
    district.closeGate();
    district.remove(ANN, "student", R1);
    put("Ann", "05");
    district.settle();
    assertThat(district.has("acme")).isEmpty();
  }

  @Test
  void aWiderAgreementWaitsForTheGateAndANarrowerOneDoesNot() {
    district.openGate();
    district.put(ANN, "student", R1, Map.of("givenName", "Ann", "grade", "05", "email", "a@x.org"));
    district.closeGate();
    district.setting(Agree.optOut("acme", "ENROLLMENT", "CONTACT"));
    district.settle();
    assertThat(acmeHas().get("givenName")).isNull();
    assertThat(acmeHas().get("email")).isNull();
    district.openGate();
    district.settle();
    assertThat(acmeHas().get("email")).hasToString("a@x.org");
  }

  @Test
  void aRecipientWithBothKindsOfAgreementGetsTheFreeFieldsAndKeepsTheOthers() {
    district.setting(
        Agree.of("free", "acme", Basis.SCHOOL_OFFICIAL, Agree.ALWAYS, null, "ENROLLMENT"));
    district.openGate();
    put("Ann", "05");
    district.closeGate();
    put("Anna", "06");
    assertThat(acmeHas().get("grade")).hasToString("06");
    assertThat(acmeHas().get("givenName")).hasToString("Ann");
    put("Annie", "07");
    assertThat(acmeHas().get("grade")).hasToString("07");
    assertThat(acmeHas().get("givenName")).hasToString("Ann");
    district.put(ANN, "student", R2, Map.of("givenName", "New", "grade", "01"));
    GenericRecord fresh = district.has("acme").get(key(ANN, "student", R2));
    assertThat(fresh.get("grade")).hasToString("01");
    assertThat(fresh.get("givenName")).isNull();
  }

  @Test
  void aRestartForgetsNeitherTheGateNorWhatWaits() {
    district.openGate();
    put("Ann", "05");
    district.closeGate();
    put("Anna", "06");
    district.restart();
    put("Annie", "07");
    district.settle();
    assertThat(acmeHas().get("givenName")).hasToString("Ann");
    district.openGate();
    district.settle();
    assertThat(acmeHas().get("givenName")).hasToString("Annie");
  }

  @Test
  void anAgreementThatBecomesDeniableWhileTheGateIsClosedKeepsWhatWasDelivered() {
    put("Ann", "05");
    district.setting(Agree.optOut("warehouse", "ENROLLMENT", "NAME"));
    district.settle();
    put("Anna", "06");
    assertThat(district.has("warehouse").get(KEY).get("givenName")).hasToString("Ann");
  }

  @Test
  void theStatusSaysWhetherTheGateIsOpen() {
    district.pass(Duration.ofSeconds(2));
    assertThat(district.status()).contains("\"gate\":\"closed\"");
    district.openGate();
    district.settle();
    district.pass(Duration.ofSeconds(2));
    assertThat(district.status()).contains("\"gate\":\"open\"");
  }
}
