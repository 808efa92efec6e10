package io.hallpass.consent.filter;

import static io.hallpass.consent.filter.TestDistrict.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.runtime.settings.Agreement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records that came under another student wait for the consents that come with them. */
class FenceTest {
  private static final UUID ANN = UUID.fromString("a0000000-0000-4000-8000-000000000001");
  private static final UUID HIS = UUID.fromString("c0000000-0000-4000-8000-000000000001");
  private static final UUID MOVED = UUID.fromString("c0000000-0000-4000-8000-000000000002");
  private static final UUID C1 = UUID.fromString("d0000000-0000-4000-8000-000000000001");
  private static final UUID C2 = UUID.fromString("d0000000-0000-4000-8000-000000000002");
  private static final String HIS_KEY = key(ANN, "student", HIS);
  private static final String MOVED_KEY = key(ANN, "student", MOVED);
  private static final Map<String, Object> NAMED = Map.of("givenName", "Ann", "grade", "05");
  private static final Agreement ACME = Agree.optOut("acme", "ENROLLMENT", "NAME");

  private TestDistrict district;

  @BeforeEach
  void start() {
    district = new TestDistrict();
    district.district();
    district.openGate();
    district.setting(ACME);
    district.register(ANN);
    district.put(ANN, "student", HIS, NAMED);
    district.settle();
  }

  @AfterEach
  void stop() {
    district.close();
  }

  private void deny(UUID consent, String category) {
    district.consent(
        ANN,
        consent,
        Map.of("decision", "DENY", "recipient", "*", "categories", List.of(category)));
  }

  @Test
  void whatCameBehindAFenceWaitsForTheIdentityWithItsNumberAlsoAcrossARestart() {
    district.fence(ANN, 1);
    district.put(ANN, "student", MOVED, NAMED);
    assertThat(district.has("acme")).containsOnlyKeys(HIS_KEY);

    district.restart();
    district.setting(Agree.optOut("acme", "ENROLLMENT", "NAME", "CONTACT"));
    district.settle();
    assertThat(district.has("acme")).containsOnlyKeys(HIS_KEY);
    deny(C1, "NAME");
    assertThat(district.has("acme")).containsOnlyKeys(HIS_KEY);
    district.register(ANN, 1);

    assertThat(district.sent("acme"))
        .filteredOn(sent -> sent.key().equals(MOVED_KEY))
        .as("what was ever sent of the record that moved")
        .hasSize(1);
    assertThat(district.has("acme").get(MOVED_KEY).get("givenName")).isNull();
    assertThat(district.has("acme").get(MOVED_KEY).get("grade")).hasToString("05");
  }

  @Test
  void anIdentityThatWasReadFirstLetsTheRecordsPass() {
    deny(C1, "NAME");
    district.register(ANN, 1);
    district.fence(ANN, 1);
    district.put(ANN, "student", MOVED, NAMED);

    assertThat(district.has("acme").get(MOVED_KEY).get("givenName")).isNull();
  }

  @Test
  void behindAFenceADenialIsObeyedAtOnceAndWhatWasDeliveredStays() {
    district.fence(ANN, 1);
    deny(C1, "NAME");

    assertThat(district.has("acme").get(HIS_KEY).get("givenName")).isNull();
    assertThat(district.has("acme").get(HIS_KEY).get("grade")).hasToString("05");
    district.noConsent(ANN, C1);
    assertThat(district.has("acme").get(HIS_KEY).get("givenName")).isNull();
    district.register(ANN, 1);
    assertThat(district.has("acme").get(HIS_KEY).get("givenName")).hasToString("Ann");
  }

  @Test
  void anOlderIdentityDoesNotOpenANewerFence() {
    district.fence(ANN, 2);
    district.put(ANN, "student", MOVED, NAMED);
    district.register(ANN, 1);
    assertThat(district.has("acme")).containsOnlyKeys(HIS_KEY);

    deny(C2, "ENROLLMENT");
    district.register(ANN, 2);

    assertThat(district.has("acme")).isEmpty();
  }

  @Test
  void aFenceThatCannotBeReadHoldsUntilTheNextIdentity() {
    district.pipe(district.topics.records(), TestDistrict.bytes(ANN + "/identity"), new byte[] {7});
    district.put(ANN, "student", MOVED, NAMED);
    assertThat(district.has("acme")).containsOnlyKeys(HIS_KEY);

    district.register(ANN, 1);

    assertThat(district.has("acme")).containsOnlyKeys(HIS_KEY, MOVED_KEY);
  }

  @Test
  void theDistrictsGateThatOpensDoesNotOpenAFence() {
    district.closeGate();
    district.put(ANN, "student", HIS, Map.of("givenName", "Anna", "grade", "06"));
    district.fence(ANN, 1);

    district.openGate();
    district.settle();

    assertThat(district.has("acme").get(HIS_KEY).get("grade")).hasToString("05");
    district.register(ANN, 1);
    assertThat(district.has("acme").get(HIS_KEY).get("grade")).hasToString("06");
  }
}
