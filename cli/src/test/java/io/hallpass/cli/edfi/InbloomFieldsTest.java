package io.hallpass.cli.edfi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** inBloom's own sample district, field by field, as its files have it. */
class InbloomFieldsTest {
  private static MappedSet mapped;

  @BeforeAll
  static void readAndMapEverything() throws IOException {
    mapped = InbloomSampleTest.read();
  }

  private static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }

  /** The one record of a person and entity that has these values, without ids and references. */
  private static Map<String, Object> one(String entity, String person, Object... with) {
    List<Map<String, Object>> found =
        mapped
            .records()
            .filter(record -> record.entity().equals(entity) && record.person().equals(person))
            .filter(
                record -> {
                  for (int i = 0; i < with.length; i += 2) {
                    if (!with[i + 1].equals(record.fields().get(with[i]))) {
                      return false;
                    }
                  }
                  return true;
                })
            .map(
                record -> {
                  Map<String, Object> fields = new TreeMap<>(record.fields());
                  fields.keySet().removeAll(new TreeSet<>(record.references().keySet()));
                  fields.remove("recordId");
                  return fields;
                })
            .toList();
    assertThat(found).as(entity + " of " + person + " " + List.of(with)).isNotEmpty();
    return found.get(0);
  }

  @Test
  void aStudent() {
    assertThat(one("student", "edfi:800000003"))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("sourcedId", "800000003"),
                Map.entry("stateIdentifier", "800000003"),
                Map.entry("givenName", "Rudy"),
                Map.entry("familyName", "Bedoya"),
                Map.entry("generationCodeSuffix", "Jr"),
                Map.entry("phone", "331-747-1945"),
                Map.entry("streetNumberName", "2738 Duryea Place"),
                Map.entry("apartmentRoomSuiteNumber", "APT 878"),
                Map.entry("city", "New York"),
                Map.entry("state", "NY"),
                Map.entry("postalCode", "10395-8698"),
                Map.entry("county", "Bronx")));
    assertThat(one("student", "edfi:900000011"))
        .isEqualTo(
            Map.of(
                "sourcedId", "900000011",
                "stateIdentifier", "900000011",
                "givenName", "Robin",
                "middleName", "Delany",
                "familyName", "Mcwain",
                "sms", "773-559-7308",
                "secondaryEmail", "robin.mcwain@gmail.com"));
  }

  @Test
  void whatElseAStudentsElementSays() {
    String rudy = "edfi:800000003";

    assertThat(one("demographics", rudy))
        .isEqualTo(
            Map.of(
                "sourcedId",
                "800000003",
                "birthDate",
                day("1994-05-17"),
                "sex",
                "Male",
                "hispanicOrLatinoEthnicity",
                false));
    assertThat(one("meal-eligibility", rudy))
        .isEqualTo(Map.of("freeReducedStatus", "ReducedPrice", "economicDisadvantage", true));
    assertThat(one("english-learner", rudy)).containsEntry("englishLearner", true);
  }

  @Test
  void aSchoolAndItsTerm() {
    assertThat(one("org", "", "sourcedId", "East Daybreak Junior High"))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("sourcedId", "East Daybreak Junior High"),
                Map.entry("stateIdentifier", "East Daybreak Junior High"),
                Map.entry("name", "East Daybreak Junior High"),
                Map.entry("type", "school"),
                Map.entry("schoolCategory", "Junior High School"),
                Map.entry("gradesOffered", List.of("06", "07", "08")),
                Map.entry("streetNumberName", "111 Ave B"),
                Map.entry("city", "Chicago"),
                Map.entry("state", "IL"),
                Map.entry("postalCode", "10112"),
                Map.entry("county", "Wake"),
                Map.entry("phone", "(917)-555-3312")));
    assertThat(one("academic-session", "", "title", "Fall 2010 East Daybreak Junior High"))
        .containsEntry("schoolYear", 2011)
        .containsEntry("startDate", day("2010-09-06"))
        .containsEntry("endDate", day("2010-12-16"))
        .containsEntry("totalInstructionalDays", 75);
  }

  @Test
  void anEnrollmentAndADayOfAttendance() {
    assertThat(one("school-enrollment", "edfi:900000016", "entryDate", day("2010-09-08")))
        .containsEntry("grade", "10")
        .containsEntry("exitDate", day("2011-05-11"))
        .containsKeys("entryType", "exitType");
    assertThat(one("attendance-event", "edfi:100000000", "eventDate", day("2011-12-16")))
        .isEqualTo(
            Map.of(
                "eventDate", day("2011-12-16"),
                "attendanceEventType", "DailyAttendance",
                "attendanceEventCategory", "ExcusedAbsence",
                "attendanceEventReason", "Absent excused",
                "educationalEnvironment", "Classroom"));
  }

  @Test
  void marksAndCredits() {
    assertThat(one("transcript-entry", "edfi:800000000", "courseCode", "7th-Grade-English-9"))
        .containsEntry("finalLetterGrade", "A-")
        .containsEntry("finalNumericGrade", 90.0)
        .containsEntry("grade", "07")
        .containsEntry("courseAttemptResult", "Pass")
        .containsEntry("creditsEarned", 1.0)
        .containsEntry("schoolYear", 2010)
        .containsKey("creditUnitType");
    assertThat(one("transcript-entry", "edfi:800000025", "gradingPeriod", "First Six Weeks"))
        .containsEntry("finalLetterGrade", "B")
        .containsEntry("schoolYear", 2012)
        .containsKey("gradeType");
    assertThat(one("transcript-entry", "edfi:100000017", "cumulativeCreditsAttempted", 1.0))
        .containsEntry("schoolYear", 2011);
    assertThat(one("result", "edfi:100000000", "submissionDate", day("2011-09-16")))
        .containsEntry("score", 3.0)
        .containsEntry("competencyLevel", "CL-G1-1");
  }

  @Test
  void aTest() {
    assertThat(
            one(
                "assessment-result",
                "edfi:800000002",
                "assessmentTitle",
                "Grade 8 2011 StateTest Reading",
                "administrationDate",
                day("2011-09-01")))
        .containsEntry("assessmentVersion", "1")
        .containsEntry("administrationEndDate", day("2011-09-01"))
        .containsEntry("administrationLanguage", "eng")
        .containsEntry("gradeLevelWhenAssessed", "08")
        .containsEntry("assessedGradeLevel", "08")
        .containsEntry("scaleScore", 120.0)
        .containsEntry("percentile", 33.0)
        .containsEntry("scoreValue", "396")
        .containsEntry("performanceLevel", "ES")
        .containsEntry("retest", false)
        .containsEntry("accommodations", List.of("Untimed"))
        .containsEntry("linguisticAccommodations", List.of("English Dictionary"))
        .containsKeys("subject", "reasonNotTested", "scoreMetric");
  }

  @Test
  void anIncident() {
    assertThat(one("discipline-incident", "edfi:900000019", "incidentIdentifier", "Disruption"))
        .containsEntry("localBehaviors", List.of("BEH03"))
        .containsKey("participationCode");
    assertThat(
            one(
                "discipline-incident",
                "edfi:100000001",
                "disciplineActionIdentifier",
                "cap0-lea0-sch1-da0"))
        .containsEntry("dispositionDate", day("2011-03-04"))
        .containsEntry(
            "localDisciplineActions",
            List.of("Suspension from school for a week", "Suspension from school for 5 days"))
        .containsEntry("incidentIdentifier", "Disruption")
        .containsEntry("disciplineActionLength", 74.0)
        .containsEntry("actualLength", 64.0)
        .containsKey("lengthDifferenceReason");
  }

  @Test
  void aTeacherAndAParent() {
    assertThat(one("staff", "", "sourcedId", "linda.kim"))
        .isEqualTo(
            Map.of(
                "sourcedId", "linda.kim",
                "stateIdentifier", "linda.kim",
                "username", "a",
                "givenName", "Linda",
                "familyName", "Kim",
                "personalTitlePrefix", "Mrs",
                "email", "junk@junk.com",
                "role", "teacher"));
    assertThat(one("guardian", "edfi-parent:6473283635"))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("sourcedId", "6473283635"),
                Map.entry("givenName", "Ti"),
                Map.entry("familyName", "Troung"),
                Map.entry("personalTitlePrefix", "Dr"),
                Map.entry("email", "ti.troung@gmail.com"),
                Map.entry("phone", "3095550000"),
                Map.entry("streetNumberName", "34 Northshore Ave"),
                Map.entry("apartmentRoomSuiteNumber", "Apt 9B"),
                Map.entry("city", "Daybreak"),
                Map.entry("state", "IL"),
                Map.entry("postalCode", "75229")));
    assertThat(one("guardian", "edfi-parent-of:900000016|0798132464"))
        .isEqualTo(
            Map.of(
                "sourcedId",
                "0798132464",
                "relationship",
                "Father",
                "primaryContact",
                true,
                "livesWith",
                true,
                "emergencyContact",
                true,
                "contactPriority",
                1));
  }
}
