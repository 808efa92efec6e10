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
}
