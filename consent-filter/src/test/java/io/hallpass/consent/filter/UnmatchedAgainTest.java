package io.hallpass.consent.filter;

import static io.hallpass.consent.filter.TestDistrict.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order in which normalize writes when a student's denial becomes unmatched. */
class UnmatchedAgainTest {
  private static final UUID ANN = UUID.fromString("a0000000-0000-4000-8000-000000000001");
  private static final UUID R = UUID.fromString("c0000000-0000-4000-8000-000000000001");
  private static final UUID C1 = UUID.fromString("d0000000-0000-4000-8000-000000000001");

  private TestDistrict district;

  @BeforeEach
  void start() {
    district = new TestDistrict();
    district.district();
    district.openGate();
    district.setting(Agree.optOut("acme", "ENROLLMENT", "NAME"));
    district.register(ANN);
    district.consent(
        ANN, C1, Map.of("decision", "DENY", "recipient", "*", "categories", List.of("NAME")));
    district.put(ANN, "student", R, Map.of("givenName", "Ann", "grade", "05"));
    district.settle();
    assertThat(district.has("acme").get(key(ANN, "student", R)).get("givenName")).isNull();
  }

  @AfterEach
  void stop() {
    district.close();
  }

  @Test
  void theOrderOfNormalize() {
    district.noConsent(ANN, C1);
    district.gate(0, 1, "forms", "sis");
    district.settle();
    assertThat(district.has("acme").get(key(ANN, "student", R)).get("givenName")).isNull();
  }

  @Test
  void theOtherOrder() {
    district.gate(0, 1, "forms", "sis");
    district.noConsent(ANN, C1);
    district.settle();
    assertThat(district.has("acme").get(key(ANN, "student", R)).get("givenName")).isNull();
  }

  /**
   * An alias with a denial and a record goes from another student to Ann: normalize writes the record
   * to one topic, and to the other the gate that closes, the denial, and the gate that opens.
   */
  @Test
  void aRecordThatMovesToAKnownStudentWithItsDenialAndIsReadFirst() {
    district.noConsent(ANN, C1);
    UUID moved = UUID.fromString("c0000000-0000-4000-8000-000000000002");
    district.put(ANN, "student", moved, Map.of("givenName", "Moved", "grade", "05"));
    district.gate(0, 1, "sis");
    district.consent(
        ANN, C1, Map.of("decision", "DENY", "recipient", "*", "categories", List.of("NAME")));
    district.gate(0, 0, "sis");
    district.settle();
    assertThat(district.sent("acme"))
        .filteredOn(sent -> sent.key().equals(key(ANN, "student", moved)))
        .as("what was ever sent of it")
        .hasSize(1);
  }
}
