package io.hallpass.consent.filter;

import static io.hallpass.consent.filter.TestDistrict.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.runtime.settings.Basis;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A filter that lost all it knew reads its topics again, and sends nothing it should not. */
class FirstReadingTest {
  private static final UUID ANN = UUID.fromString("a0000000-0000-4000-8000-000000000001");
  private static final UUID R1 = UUID.fromString("c0000000-0000-4000-8000-000000000001");
  private static final UUID C1 = UUID.fromString("d0000000-0000-4000-8000-000000000001");
  private static final String KEY = key(ANN, "student", R1);

  /** The district with its end of an apply, and an agreement with another one. */
  private static final long SETTINGS = 4;

  /** Two gates, a registration and a denial. */
  private static final long CONSENTS = 4;

  private TestDistrict district;

  @BeforeEach
  void start() {
    district = new TestDistrict();
  }

  @AfterEach
  void stop() {
    district.close();
  }

  private void agreed() {
    district.district();
    district.setting(Agree.optOut("acme", "ENROLLMENT", "NAME"));
  }

  private void record() {
    district.put(ANN, "student", R1, Map.of("givenName", "Ann", "grade", "05"));
  }

  private void denial() {
    district.consent(
        ANN, C1, Map.of("decision", "DENY", "recipient", "acme", "categories", List.of("NAME")));
  }

  @Test
  void aValueDeniedLaterInTheTopicIsNotSentMeanwhile() {
    district.startsFromNothing(SETTINGS - 1, CONSENTS - 1);
    agreed();
    district.openGate();
    district.register(ANN);
    record();
    district.settle();
    assertThat(district.sent("acme")).isEmpty();

    denial();
    district.settle();

    assertThat(district.sent("acme")).hasSize(1);
    assertThat(district.has("acme").get(KEY).get("givenName")).isNull();
    assertThat(district.has("acme").get(KEY).get("grade")).hasToString("05");
  }

  @Test
  void whatAnAgreementAllowedThatEndsLaterInTheTopicIsNotSentMeanwhile() {
    district.startsFromNothing(SETTINGS + 1, CONSENTS - 1);
    agreed();
    district.openGate();
    district.register(ANN);
    denial();
    record();
    district.settle();
    assertThat(district.sent("acme")).isEmpty();

    district.noAgreement("acme");
    district.setting(Agree.with("warehouse", Basis.DISTRICT, "*"));
    district.settle();

    assertThat(district.sent("acme")).isEmpty();
    assertThat(district.has("warehouse")).containsOnlyKeys(KEY);
  }

  @Test
  void itGoesOnAfterARestart() {
    district.startsFromNothing(SETTINGS - 1, CONSENTS - 1);
    agreed();
    district.openGate();
    district.register(ANN);
    record();
    district.restart();
    district.settle();
    assertThat(district.has("acme")).isEmpty();

    denial();
    district.openGate();
    // The test's topics begin anew with a restart; these are to come as far as the old ones.
    district.openGate();
    district.settle();

    assertThat(district.has("acme").get(KEY).get("givenName")).isNull();
  }

  @Test
  void anEmptyTopicIsReadAtOnce() {
    district.startsFromNothing(SETTINGS - 1, LastOffsets.NONE);
    agreed();
    district.openGate();
    district.register(ANN);

    record();

    assertThat(district.has("acme")).containsOnlyKeys(KEY);
  }

  @Test
  void aTaskWithStateDoesNotReadAgain() {
    agreed();
    district.openGate();
    district.register(ANN);
    district.startsFromNothing(99, 99);
    district.restart();

    record();

    assertThat(district.has("acme")).containsOnlyKeys(KEY);
  }
}
