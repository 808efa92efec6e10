package io.hallpass.cli.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/**
 * One mapping reads Data Standard 3.3 (ODS/API 5.3 and 5.4), 4.0 (6) and 5 (7): a small district as
 * version 5.4 gives it, and what later versions give otherwise.
 */
class EdFiVersionsTest {
  private static final String GRADEBOOK = "line-item";

  private static int day(int month, int day) {
    return (int) LocalDate.of(2026, month, day).toEpochDay();
  }

  private static MappedPages of(String resource, String rows) throws Exception {
    return MappedPages.standard("edfi-rest").read(resource, rows.getBytes(UTF_8));
  }

  @Test
  void aDistrictOfVersion5IsWholeAndNothingRefersToNothing() throws Exception {
    MappedPages pages = MappedPages.district("edfi-rest", "edfi-5.json");

    assertThat(pages.rejected).isEmpty();
    assertThat(pages.unknownCodes).isEmpty();
    assertThat(pages.dangling()).isEmpty();
    assertThat(pages.rows).noneMatch(row -> row.contains("CANARY"));
    assertThat(pages.counts())
        .containsEntry("academic-session", 2)
        .containsEntry("class-staff", 1)
        .containsEntry("discipline-incident", 2)
        .containsEntry("guardian", 2)
        .containsEntry("line-item", 2)
        .containsEntry("result", 1)
        .containsEntry("transcript-entry", 1);
  }

  @Test
  void aGradebookOfVersion5IsKnownByTitleDateAndSection() throws Exception {
    MappedPages pages = MappedPages.district("edfi-rest", "edfi-5.json");

    assertThat(pages.records.get(GRADEBOOK))
        .extracting(entry -> entry.get("recordId"))
        .doesNotHaveDuplicates();
    assertThat(pages.records.get(GRADEBOOK).get(0))
        .containsEntry("title", "Quiz")
        .containsEntry("assignDate", day(9, 1))
        .containsEntry("dueDate", day(9, 2))
        .containsKeys("classId", "sessionId");
    assertThat(pages.records.get("result").get(0))
        .containsEntry("lineItemId", pages.records.get(GRADEBOOK).get(0).get("recordId"))
        .containsEntry("score", 8.5);
  }

  @Test
  void aGradebookSinceVersion6IsKnownByItsIdentifierWhateverItsSection() throws Exception {
    String entry =
        "{\"gradebookEntryIdentifier\":\"e1\",\"namespace\":\"uri://x\",\"title\":\"Quiz\","
            + "\"dateAssigned\":\"2026-09-01\",\"sourceSectionIdentifier\":\"S-1\"%s}";
    String section =
        ",\"sectionReference\":{\"localCourseCode\":\"ALG-1\",\"schoolId\":17,"
            + "\"schoolYear\":2027,\"sectionIdentifier\":\"S-1\",\"sessionName\":\"Fall\"}";

    MappedPages pages =
        of("gradebookEntries", "[" + entry.formatted("") + "," + entry.formatted(section) + "]");
    pages.read(
        "studentGradebookEntries",
        ("[{\"gradebookEntryReference\":{\"gradebookEntryIdentifier\":\"e1\","
                + "\"namespace\":\"uri://x\"},\"studentReference\":{\"studentUniqueId\":\"s1\"},"
                + "\"pointsEarned\":8.5}]")
            .getBytes(UTF_8));

    assertThat(pages.rejected).isEmpty();
    assertThat(pages.records.get(GRADEBOOK))
        .extracting(record -> record.get("recordId"))
        .containsOnly(pages.records.get("result").get(0).get("lineItemId"));
    assertThat(pages.records.get(GRADEBOOK).get(0))
        .containsEntry("sourcedId", "e1")
        .containsEntry("title", "Quiz")
        .doesNotContainKey("classId");
    assertThat(pages.records.get(GRADEBOOK).get(1)).containsKey("classId");
  }

  @Test
  void aGradebookOfNeitherFormIsRejectedAndNamesWhatIsMissing() throws Exception {
    MappedPages pages =
        of(
                "gradebookEntries",
                "[{\"gradebookEntryTitle\":\"Quiz\",\"dateAssigned\":\"2026-09-01\"}]")
            .read("gradebookEntries", "[{\"title\":\"Quiz\"}]".getBytes(UTF_8));

    assertThat(pages.records).isEmpty();
    assertThat(pages.rejected)
        .containsExactly(
            "gradebookEntries MISSING_KEY in namespace|sectionReference/sectionIdentifier",
            "gradebookEntries MISSING_KEY in gradebookEntryIdentifier|gradebookEntryTitle");
  }

  @Test
  void whatVersion5CallsOtherwiseIsWhereItBelongs() throws Exception {
    MappedPages pages = MappedPages.district("edfi-rest", "edfi-5.json");

    assertThat(pages.records.get("student").get(0)).containsEntry("preferredFirstName", "Ada");
    assertThat(pages.records.get("school-enrollment").get(0)).containsEntry("schoolChoice", true);
    assertThat(pages.records.get("program-participation").get(0))
        .containsEntry("careerPathway", "Health Science");
    assertThat(pages.records.get("course"))
        .filteredOn(course -> course.containsKey("catalogCourseId"))
        .singleElement()
        .satisfies(offering -> assertThat(offering).containsEntry("courseCode", "ALG-1"));
    assertThat(pages.records.get("discipline-incident"))
        .allSatisfy(
            record ->
                assertThat(record).containsEntry("incidentIdentifier", "5").containsKey("schoolId"))
        .anySatisfy(part -> assertThat(part).containsEntry("participationCode", "Perpetrator"));
  }

  @Test
  void anAssignmentToASectionWithoutABeginIsOne() throws Exception {
    String section =
        "\"sectionReference\":{\"localCourseCode\":\"ALG-1\",\"schoolId\":17,"
            + "\"schoolYear\":2027,\"sectionIdentifier\":\"S-1\",\"sessionName\":\"Fall\"},"
            + "\"staffReference\":{\"staffUniqueId\":\"t1\"}";

    MappedPages pages =
        of(
            "staffSectionAssociations",
            "[{" + section + "},{\"beginDate\":\"2026-08-24\"," + section + "}]");

    assertThat(pages.rejected).isEmpty();
    assertThat(pages.records.get("class-staff"))
        .extracting(record -> record.get("recordId"))
        .doesNotHaveDuplicates()
        .hasSize(2);
  }
}
