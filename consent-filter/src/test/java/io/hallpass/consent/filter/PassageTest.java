package io.hallpass.consent.filter;

import static io.hallpass.consent.filter.TestDistrict.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Consents come to a student, or leave one, together with records: what the filter reads of it in
 * one topic only closes the student.
 */
class PassageTest {
  private static final UUID ANN = UUID.fromString("a0000000-0000-4000-8000-000000000001");
  private static final UUID R = UUID.fromString("c0000000-0000-4000-8000-000000000001");
  private static final UUID MOVED = UUID.fromString("c0000000-0000-4000-8000-000000000002");
  private static final UUID C1 = UUID.fromString("d0000000-0000-4000-8000-000000000001");
  private static final String MOVED_KEY = key(ANN, "student", MOVED);

  private TestDistrict district;

  @BeforeEach
  void start() {
    district = new TestDistrict();
    district.district();
    district.openGate();
    district.setting(Agree.optOut("acme", "ENROLLMENT", "NAME"));
    district.register(ANN);
    district.put(ANN, "student", R, Map.of("givenName", "Ann", "grade", "05"));
    district.settle();
  }

  @AfterEach
  void stop() {
    district.close();
  }

  private void denial() {
    district.consent(
        ANN, C1, Map.of("decision", "DENY", "recipient", "*", "categories", List.of("NAME")));
  }

  private void moved() {
    district.put(ANN, "student", MOVED, Map.of("givenName", "Moved", "grade", "05"));
  }

  private Object movedName() {
    district.settle();
    return district.has("acme").containsKey(MOVED_KEY)
        ? district.has("acme").get(MOVED_KEY).get("givenName")
        : "nothing";
  }

  @Test
  void aGateThatClosesBeforeTheDenialGoesKeepsWhatWasDenied() {
    denial();
    district.gate(0, 1, "sis");
    district.noConsent(ANN, C1);
    district.settle();

    assertThat(district.has("acme").get(key(ANN, "student", R)).get("givenName")).isNull();
  }

  @Test
  void aRecordThatIsReadBeforeTheDenialThatComesWithItWaitsForItAlsoAcrossARestart() {
    district.comes(ANN, 7, false);
    moved();
    assertThat(movedName()).isEqualTo("nothing");
    district.restart();
    district.openGate();
    assertThat(movedName()).isEqualTo("nothing");

    denial();
    district.comes(ANN, 7, true);

    assertThat(movedName()).isNull();
    assertThat(district.has("acme").get(MOVED_KEY).get("grade")).hasToString("05");
  }

  @Test
  void aDenialThatIsReadBeforeTheRecordsIsObeyedAtOnce() {
    denial();
    district.comes(ANN, 7, true);

    assertThat(district.has("acme").get(key(ANN, "student", R)).get("givenName")).isNull();
    district.comes(ANN, 7, false);
    moved();
    assertThat(movedName()).isNull();
  }

  @Test
  void aDenialThatLeavesIsMissedOnlyWhenTheRecordsHaveLeft() {
    denial();
    moved();
    district.leaves(ANN, 8, true);
    district.noConsent(ANN, C1);
    assertThat(movedName()).isNull();

    district.remove(ANN, "student", MOVED);
    district.leaves(ANN, 8, false);

    assertThat(movedName()).isEqualTo("nothing");
    assertThat(district.has("acme").get(key(ANN, "student", R)).get("givenName"))
        .hasToString("Ann");
  }

  @Test
  void recordsThatLeftBeforeTheirDenialWaitForNothing() {
    district.leaves(ANN, 8, false);
    moved();
    assertThat(movedName()).isEqualTo("nothing");

    district.leaves(ANN, 8, true);

    assertThat(movedName()).hasToString("Moved");
  }

  @Test
  void thoseThatComeAndThoseThatLeaveAreNumberedApart() {
    district.leaves(ANN, 8, true);
    district.comes(ANN, 8, false);
    moved();

    assertThat(movedName()).isEqualTo("nothing");
  }

  @Test
  void aNumberThatCannotBeReadClosesTheStudentUntilTheNext() {
    byte[] name = TestDistrict.bytes(ANN + "/comes/0");
    district.pipe(district.topics.records(), name, new byte[] {7});
    district.pipe(district.topics.consents(), name, new byte[] {7});
    moved();
    assertThat(movedName()).isEqualTo("nothing");

    district.comes(ANN, 9, false);
    district.comes(ANN, 9, true);

    assertThat(movedName()).hasToString("Moved");
  }
}
