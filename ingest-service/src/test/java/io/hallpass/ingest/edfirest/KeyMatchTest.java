package io.hallpass.ingest.edfirest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyMatchTest {
  private static List<String> keys(List<String> columns, Map<String, String> keyValues) {
    Tree tree = new Tree("keyValues");
    keyValues.forEach(tree::add);
    return new KeyMatch(columns)
        .of(Optional.of(tree)).stream().map(key -> new String(key, UTF_8)).toList();
  }

  @Test
  void aFieldInAReferenceIsFoundByItsOwnName() {
    assertThat(
            keys(
                List.of("schoolReference/schoolId", "studentReference/studentUniqueId"),
                Map.of("schoolId", "17", "studentUniqueId", "s1")))
        .containsExactly(
            "{\"schoolReference/schoolId\":\"17\",\"studentReference/studentUniqueId\":\"s1\"}");
  }

  @Test
  void ofTwoFieldsWithOneNameOneBearsItsReferencesName() {
    assertThat(
            keys(
                List.of(
                    "educationOrganizationReference/educationOrganizationId",
                    "programReference/educationOrganizationId",
                    "programReference/programName"),
                Map.of(
                    "educationOrganizationId", "1",
                    "programEducationOrganizationId", "2",
                    "programName", "Band")))
        .containsExactly(
            "{\"educationOrganizationReference/educationOrganizationId\":\"1\","
                + "\"programReference/educationOrganizationId\":\"2\","
                + "\"programReference/programName\":\"Band\"}");
  }

  @Test
  void whatTheTwoNamesShareStandsOnce() {
    assertThat(
            keys(
                List.of(
                    "gradingPeriodReference/periodSequence",
                    "gradingPeriodReference/schoolYear",
                    "responsibilitySchoolReference/schoolId"),
                Map.of(
                    "gradingPeriodSequence", "1",
                    "gradingPeriodSchoolYear", "2026",
                    "schoolYear", "2025",
                    "responsibilitySchoolId", "17")))
        .singleElement()
        .asString()
        .contains("\"1\"", "\"2026\"", "\"17\"");
  }

  @Test
  void ofAChoiceOfWaysTheOneIsTakenThatHasAValue() {
    assertThat(
            keys(
                List.of(
                    "gradingPeriodReference/gradingPeriodName|gradingPeriodReference/periodSequence"),
                Map.of("gradingPeriodSequence", "3")))
        .singleElement()
        .asString()
        .endsWith(":\"3\"}");
  }

  @Test
  void aDateThatIsWrittenAsATimeIsAlsoADate() {
    assertThat(keys(List.of("entryDate"), Map.of("entryDate", "2026-08-24T00:00:00")))
        .containsExactly(
            "{\"entryDate\":\"2026-08-24T00:00:00\"}", "{\"entryDate\":\"2026-08-24\"}");
  }

  @Test
  void aKeyThatTheValuesLackIsUnknown() {
    assertThat(keys(List.of("id"), Map.of("studentUniqueId", "s1"))).isEmpty();
    assertThat(keys(List.of("codes[system='x']/code"), Map.of("code", "s1"))).isEmpty();
    assertThat(new KeyMatch(List.of("id")).of(Optional.empty())).isEmpty();
  }

  /** Some rows of such a list have one, and which the values do not say. */
  @Test
  void aKeyOfWhichAPartMayBeMissingIsUnknownWhereTheValuesLackIt() {
    List<String> columns = List.of("staffUniqueId", "beginDate|'none'");

    assertThat(keys(columns, Map.of("staffUniqueId", "t1"))).isEmpty();
    assertThat(keys(columns, Map.of("staffUniqueId", "t1", "beginDate", "2026-08-24"))).hasSize(1);
  }

  @Test
  void oneValueIsNotTakenForTwoColumns() {
    assertThat(
            keys(
                List.of("schoolReference/schoolId", "nextReference/schoolId"),
                Map.of("schoolId", "17")))
        .isEmpty();
  }

  @Test
  void oneValueIsTakenForTwoColumnsThatChooseTheSameWay() {
    List<String> columns =
        List.of(
            "entryReference/identifier|entryReference/title",
            "entryReference/namespace|entryReference/dateAssigned",
            "entryReference/namespace|entryReference/schoolId");

    assertThat(keys(columns, Map.of("identifier", "e1", "namespace", "uri://x")))
        .containsExactly(
            "{\"entryReference/identifier|entryReference/title\":\"e1\","
                + "\"entryReference/namespace|entryReference/dateAssigned\":\"uri://x\","
                + "\"entryReference/namespace|entryReference/schoolId\":\"uri://x\"}");
    assertThat(
            keys(columns, Map.of("title", "Quiz", "dateAssigned", "2026-09-01", "schoolId", "7")))
        .containsExactly(
            "{\"entryReference/identifier|entryReference/title\":\"Quiz\","
                + "\"entryReference/namespace|entryReference/dateAssigned\":\"2026-09-01\","
                + "\"entryReference/namespace|entryReference/schoolId\":\"7\"}");
  }
}
