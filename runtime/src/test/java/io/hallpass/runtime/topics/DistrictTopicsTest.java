package io.hallpass.runtime.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DistrictTopicsTest {
  private final DistrictTopics topics = new DistrictTopics("everett");

  @ParameterizedTest
  @CsvSource({
    "users, users",
    "academicSessions, academic-sessions",
    "STU_ENROLL, stu-enroll",
    "Student Enrollment, student-enrollment"
  })
  void resourcesAreFoldedToNamesTopicsMayHave(String resource, String folded) {
    assertThat(topics.raw("sis", resource)).isEqualTo("everett.raw.sis." + folded);
  }

  @Test
  void aRawTopicTellsItsSourceAndResource() {
    String topic = topics.raw("sis", "pupil_sped");

    assertThat(topics.rawPattern().matcher(topic).matches()).isTrue();
    assertThat(topics.sourceOf(topic)).isEqualTo("sis");
    assertThat(topics.resourceOf(topic)).isEqualTo("pupil-sped");
  }

  @Test
  void onePatternCoversOneDistrict() {
    assertThat(topics.rawPattern().matcher("everett-north.raw.sis.users").matches()).isFalse();
    assertThat(topics.rawPattern().matcher("everett.canonical.records").matches()).isFalse();
  }

  @Test
  void aDistrictIsFoundByItsSettings() {
    assertThat(DistrictTopics.ofSettings("everett.control.settings")).contains(topics);
    assertThat(DistrictTopics.ofSettings("everett.control.status")).isEmpty();
    assertThat(DistrictTopics.ofSettings("a.b.control.settings")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Everett", "ever.ett", "-everett", "ever_ett"})
  void aNameThatCannotBePartOfATopicIsRefused(String name) {
    assertThatThrownBy(() -> new DistrictTopics(name)).hasMessageContaining(Names.FORM);
  }
}
