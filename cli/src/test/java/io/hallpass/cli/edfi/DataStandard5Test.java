package io.hallpass.cli.edfi;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.fileset.FileSet;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.StandardMappings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small district in Ed-Fi XML 5.x of our own, as Data Standard 5.1's schema has it. */
class DataStandard5Test {
  private static final String STUDENT = reference("Student", id("StudentUniqueId", "604821"));
  private static final String SCHOOL = reference("School", id("SchoolId", "255901001"));
  private static final String DISTRICT =
      reference("EducationOrganization", id("EducationOrganizationId", "255901"));
  private static final String AT_SCHOOL =
      reference("EducationOrganization", id("EducationOrganizationId", "255901001"));
  private static final String SESSION =
      reference(
          "Session", SCHOOL + id("SchoolYear", "2026-2027") + id("SessionName", "2026-2027 Fall"));
  private static final String OFFERING =
      reference("CourseOffering", id("LocalCourseCode", "ALG-1") + SCHOOL + SESSION);
  private static final String SECTION =
      reference("Section", id("SectionIdentifier", "S1") + OFFERING);
  private static final String PERIOD =
      reference(
          "GradingPeriod",
          SCHOOL
              + code("GradingPeriod", "First Six Weeks")
              + id("GradingPeriodName", "6W1")
              + id("SchoolYear", "2026-2027"));

  @TempDir private static Path folder;
  private static MappedSet mapped;

  private static String id(String name, String text) {
    return "<" + name + ">" + text + "</" + name + ">";
  }

  private static String code(String name, String code) {
    return id(name, "uri://ed-fi.org/" + name + "Descriptor#" + code);
  }

  private static String reference(String name, String identity) {
    return id(name + "Reference", id(name + "Identity", identity));
  }

  private static String program(String type) {
    return reference("Program", DISTRICT + id("ProgramName", type) + code("ProgramType", type));
  }

  private static String participation(String element, String type, String more) {
    return id(element, STUDENT + program(type) + id("BeginDate", "2026-08-24") + AT_SCHOOL + more);
  }

  @BeforeAll
  static void readAndMapEverything() throws IOException {
    write(
        "EducationOrganization",
        id(
                "LocalEducationAgency",
                id("NameOfInstitution", "Grand Bend ISD") + id("LocalEducationAgencyId", "255901"))
            + id(
                "School",
                id("NameOfInstitution", "Grand Bend High School")
                    + id("SchoolId", "255901001")
                    + code("GradeLevel", "Ninth grade")
                    + code("GradeLevel", "Tenth grade")
                    + code("OperationalStatus", "Active")
                    + reference("LocalEducationAgency", id("LocalEducationAgencyId", "255901")))
            + id("Course", id("CourseCode", "ALG-1") + id("CourseTitle", "Algebra I") + AT_SCHOOL));
    write(
        "EducationOrgCalendar",
        id(
                "Session",
                SCHOOL
                    + id("SchoolYear", "2026-2027")
                    + id("SessionName", "2026-2027 Fall")
                    + id("BeginDate", "2026-08-24")
                    + code("Term", "Fall Semester"))
            + id(
                "GradingPeriod",
                SCHOOL
                    + code("GradingPeriod", "First Six Weeks")
                    + id("GradingPeriodName", "6W1")
                    + id("SchoolYear", "2026-2027")
                    + id("BeginDate", "2026-08-24")));
    write(
        "MasterSchedule",
        id(
                "CourseOffering",
                id("LocalCourseCode", "ALG-1")
                    + SCHOOL
                    + SESSION
                    + reference("Course", id("CourseCode", "ALG-1") + AT_SCHOOL))
            + id("Section", id("SectionIdentifier", "S1") + OFFERING + id("SectionName", "A")));
    write(
        "Student",
        id(
                "Student",
                id("StudentUniqueId", "604821")
                    + id("Name", id("FirstName", "Tyrone") + id("LastSurname", "Dyer"))
                    + id("BirthData", id("BirthDate", "2011-11-13")))
            + id(
                "StudentEducationOrganizationAssociation",
                STUDENT
                    + AT_SCHOOL
                    + identification("SSN", "078-05-1120")
                    + identification("State", "S-77")
                    + identification("District", "D-8")
                    + code("Sex", "Male")
                    + id(
                        "Address",
                        id("StreetNumberName", "9 Elm")
                            + id("City", "Austin")
                            + code("StateAbbreviation", "TX")
                            + code("AddressType", "Home"))
                    + id("HispanicLatinoEthnicity", "0")
                    + code("Race", "Asian")
                    + code("Race", "White")
                    + id("StudentCharacteristic", code("StudentCharacteristic", "Homeless"))
                    + code("LimitedEnglishProficiency", "Limited")
                    + id(
                        "Language",
                        code("Language", "spa") + code("LanguageUse", "Home language"))));
    write(
        "StudentEnrollment",
        id(
                "StudentSchoolAssociation",
                STUDENT
                    + SCHOOL
                    + id("EntryDate", "2026-08-24")
                    + code("EntryGradeLevel", "Ninth grade")
                    + id("ExitWithdrawDate", "2026-12-01")
                    + code("ExitWithdrawType", "Expelled"))
            + "<StudentSchoolAssociation><StudentReference ref='STU_1'/>"
            + SCHOOL
            + id("EntryDate", "2026-08-24")
            + "</StudentSchoolAssociation>"
            + id("StudentSectionAssociation", STUDENT + SECTION + id("BeginDate", "2026-08-24")));
    write(
        "StudentAttendance",
        id(
                "StudentSchoolAttendanceEvent",
                attendance("Excused Absence") + STUDENT + SCHOOL + SESSION)
            + id("StudentSectionAttendanceEvent", attendance("Tardy") + STUDENT + SECTION));
    write(
        "StudentProgram",
        participation("StudentProgramAssociation", "Gifted and Talented", "")
            + participation("StudentProgramAssociation", "Special Education", "")
            + participation("StudentProgramAssociation", "Homeless", "")
            + participation("StudentProgramAssociation", "Head Start", "")
            + participation("StudentProgramAssociation", "Counseling Services", "")
            + participation("StudentProgramAssociation", "Expelled Education", "")
            + participation("StudentProgramAssociation", "Other", "")
            + participation(
                "StudentSchoolFoodServiceProgramAssociation",
                "Student School Food Service",
                id(
                    "SchoolFoodServiceProgramService",
                    code("SchoolFoodServiceProgramService", "Free Lunch"))));
    write("StudentDiscipline", discipline());
    write("StudentGradebook", gradebook());
    write(
        "Contact",
        id("Contact", id("ContactUniqueId", "778393") + id("Name", id("FirstName", "Carmen")))
            + id(
                "StudentContactAssociation",
                STUDENT
                    + reference("Contact", id("ContactUniqueId", "778393"))
                    + code("Relation", "Mother, step")
                    + id("LegalGuardian", "true")));
    mapped = new MappedSet(Map.of());
    FileSet files = FileSet.at(folder);
    Mapping mapping = mapped.mapping(StandardMappings.mapping("edfi-xml-5").orElseThrow());
    mapped.read(files, files.names(), mapping);
  }

  private static String identification(String system, String code) {
    return id(
        "StudentIdentificationCode",
        id("IdentificationCode", code) + code("StudentIdentificationSystem", system));
  }

  private static String attendance(String category) {
    return id(
        "AttendanceEvent",
        id("EventDate", "2026-09-01") + code("AttendanceEventCategory", category));
  }

  private static String discipline() {
    String incident = reference("DisciplineIncident", id("IncidentIdentifier", "I1") + SCHOOL);
    return id(
            "StudentDisciplineIncidentBehaviorAssociation",
            STUDENT
                + incident
                + code("Behavior", "School Violation")
                + code("DisciplineIncidentParticipationCode", "Perpetrator"))
        + id(
            "DisciplineAction",
            id("DisciplineActionIdentifier", "A1")
                + code("Discipline", "In School Suspension")
                + id("DisciplineDate", "2026-10-01")
                + STUDENT
                + id(
                    "ResponsibilitySchoolReference",
                    id("SchoolIdentity", id("SchoolId", "255901001")))
                + reference(
                    "StudentDisciplineIncidentBehaviorAssociation",
                    STUDENT + incident + code("Behavior", "School Violation")));
  }

  private static String gradebook() {
    String entry = id("GradebookEntryIdentifier", "G1") + id("Namespace", "uri://lms");
    return id(
            "GradebookEntry",
            entry + SECTION + id("DateAssigned", "2026-09-02") + id("Title", "Quiz 1") + PERIOD)
        + id(
            "StudentGradebookEntry",
            reference("GradebookEntry", entry)
                + STUDENT
                + id("PointsEarned", "9.5")
                + code("SubmissionStatus", "Graded"))
        + id(
            "Grade",
            id("LetterGradeEarned", "B")
                + code("GradeType", "Grading Period")
                + reference(
                    "StudentSectionAssociation", STUDENT + SECTION + id("BeginDate", "2026-08-24"))
                + PERIOD)
        + id(
            "StudentAssessment",
            id("StudentAssessmentIdentifier", "SA1")
                + id("AdministrationDate", "2026-10-05T00:00:00")
                + id(
                    "ScoreResult",
                    id("Result", "510") + code("AssessmentReportingMethod", "Scale score"))
                + id(
                    "ScoreResult",
                    id("Result", "7") + code("AssessmentReportingMethod", "Stanine score"))
                + STUDENT
                + reference(
                    "Assessment", id("AssessmentIdentifier", "MAP") + id("Namespace", "uri://n")));
  }

  private static void write(String interchange, String elements) throws IOException {
    Files.writeString(
        folder.resolve("Interchange" + interchange + ".xml"),
        "<Interchange%s xmlns='http://ed-fi.org/5.1.0'>%s</Interchange%s>"
            .formatted(interchange, elements, interchange));
  }

  private static List<Map<String, Object>> fields(String entity) {
    return mapped
        .records()
        .filter(record -> record.entity().equals(entity))
        .map(MappedRecord::fields)
        .toList();
  }

  @Test
  void referencesByNaturalKeyFindTheirRecordsAndCodesAreKnown() {
    assertThat(mapped.dangling()).isEmpty();
    assertThat(mapped.unknownCodes).isEmpty();
  }

  @Test
  void aReferenceByXmlIdAloneAndAProgramOfUnknownKindAreRejectedByName() {
    assertThat(mapped.rejected)
        .containsExactlyInAnyOrder(
            "MISSING_KEY in StudentReference/StudentIdentity/StudentUniqueId"
                + " at InterchangeStudentEnrollment.xml:1",
            "Rejected[code=UNKNOWN_CODE, field=program-participation.programType, denials=[]]"
                + " at InterchangeStudentProgram.xml:1");
  }

  @Test
  void aSocialSecurityNumberIsInNoRow() {
    assertThat(mapped.rows.values().toString()).contains("S-77").doesNotContain("078-05");
  }

  @Test
  void whatTwoElementsSayOfAStudentAreTwoRecordsOfOneId() {
    assertThat(fields("student"))
        .extracting(student -> student.get("sourcedId") + " " + student.get("givenName"))
        .containsExactlyInAnyOrder("604821 Tyrone", "604821 null");
    assertThat(fields("student"))
        .filteredOn(student -> student.containsKey("city"))
        .singleElement()
        .satisfies(
            student ->
                assertThat(student)
                    .containsEntry("stateIdentifier", "S-77")
                    .containsEntry("identifier", "D-8")
                    .containsEntry("state", "TX"));
    assertThat(fields("demographics"))
        .filteredOn(record -> record.containsKey("sex"))
        .singleElement()
        .satisfies(
            record ->
                assertThat(record)
                    .containsEntry("asian", true)
                    .containsEntry("demographicRaceTwoOrMoreRaces", true)
                    .containsEntry("hispanicOrLatinoEthnicity", false));
  }

  @Test
  void aProgramGoesToTheEntityItsKindBelongsTo() {
    assertThat(
            mapped
                .records("StudentProgramAssociation")
                .map(MappedRecord::entity)
                .sorted()
                .collect(Collectors.joining(" ")))
        .isEqualTo(
            "health-record living-situation meal-eligibility program-participation"
                + " special-education");
    assertThat(fields("meal-eligibility"))
        .extracting(record -> record.get("participations") + " " + record.get("lowIncomePrograms"))
        .containsExactlyInAnyOrder("[FreeLunch] null", "null [04918]");
  }

  @Test
  void anExpulsionIsNoWayToLeaveASchool() {
    assertThat(fields("school-enrollment"))
        .singleElement()
        .satisfies(
            record ->
                assertThat(record).containsEntry("expelled", true).doesNotContainKey("exitType"));
  }

  @Test
  void disciplineIsOneRecordForThePartAndOneForTheAction() {
    assertThat(fields("discipline-incident"))
        .allMatch(record -> "I1".equals(record.get("incidentIdentifier")))
        .extracting(record -> record.get("behaviors") + " " + record.get("disciplineActions"))
        .containsExactlyInAnyOrder("[04704] null", "null [03100]");
  }

  @Test
  void scoresAreToldApartByTheirMethod() {
    assertThat(fields("assessment-result"))
        .singleElement()
        .satisfies(
            record ->
                assertThat(record)
                    .containsEntry("scaleScore", 510.0)
                    .containsEntry("scoreMetric", "00508")
                    .containsEntry("scoreValue", "7")
                    .doesNotContainKeys("rawScore", "percentile"));
  }

  @Test
  void marksAndAttendanceAndContactsAreThere() {
    assertThat(fields("result"))
        .singleElement()
        .satisfies(result -> assertThat(result).containsEntry("scoreStatus", "fully graded"));
    assertThat(fields("transcript-entry")).hasSize(1);
    assertThat(fields("attendance-event"))
        .extracting(event -> event.get("attendanceEventCategory"))
        .containsExactlyInAnyOrder("ExcusedAbsence", "Tardy");
    assertThat(fields("guardian"))
        .extracting(guardian -> guardian.get("givenName") + " " + guardian.get("relationship"))
        .containsExactlyInAnyOrder("Carmen null", "null Stepmother");
  }
}
