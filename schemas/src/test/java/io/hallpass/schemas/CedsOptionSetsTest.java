package io.hallpass.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds the code sets against the published option sets of CEDS, version 13. */
class CedsOptionSetsTest {
  private static final String FILE = "vocabulary/ceds/ceds_v13_option_sets.csv";

  /** Our sets and the CEDS elements they are taken from. */
  private static final Map<String, List<String>> FROM_CEDS =
      Map.ofEntries(
          Map.entry("absence-category", List.of("AbsentAttendanceCategory")),
          Map.entry("assessment-subject", List.of("AssessmentAcademicSubject")),
          Map.entry("assessment-type", List.of("AssessmentType")),
          Map.entry("attendance-event-category", List.of("AttendanceStatus")),
          Map.entry("attendance-event-type", List.of("AttendanceEventType")),
          Map.entry("calendar-event", List.of("CalendarEventType")),
          Map.entry("class-exit-type", List.of("CourseSectionExitType")),
          Map.entry("classroom-position", List.of("ClassroomPositionType")),
          Map.entry("course-grade-status", List.of("CourseAcademicGradeStatusCode")),
          Map.entry("course-repeat", List.of("CourseRepeatCode")),
          Map.entry("credit-unit", List.of("CreditUnitType")),
          Map.entry("discipline-action", List.of("DisciplinaryActionTaken")),
          Map.entry(
              "discipline-length-difference", List.of("DisciplineActionLengthDifferenceReason")),
          Map.entry("english-progress", List.of("TitleIIIAccountabilityProgressStatus")),
          Map.entry("enrollment-status", List.of("EnrollmentStatus")),
          Map.entry("entry-type", List.of("EntryType")),
          Map.entry("exit-type", List.of("ExitOrWithdrawalType")),
          Map.entry("grade-level", List.of("GradeLevel")),
          Map.entry("homeless-residence", List.of("HomelessPrimaryNighttimeResidence")),
          Map.entry("idea-disability", List.of("IDEADisabilityType")),
          Map.entry(
              "idea-environment",
              List.of(
                  "IDEAEducationalEnvironmentForSchoolAge",
                  "IDEAEducationalEnvironmentForEarlyChildhood")),
          Map.entry("iep-status", List.of("IDEAIEPStatus")),
          Map.entry("immunization-type", List.of("ImmunizationType")),
          Map.entry("incident-behavior", List.of("IncidentBehavior")),
          Map.entry("incident-injury", List.of("IncidentInjuryType")),
          Map.entry("incident-location", List.of("IncidentLocation")),
          Map.entry("incident-role", List.of("IncidentPersonRoleType")),
          Map.entry("incident-time", List.of("IncidentTimeDescriptionCode")),
          Map.entry("interim-removal", List.of("IDEAInterimRemoval")),
          Map.entry("interim-removal-reason", List.of("IDEAInterimRemovalReason")),
          Map.entry("language-program", List.of("TitleIIILanguageInstructionProgramType")),
          Map.entry("low-income-program", List.of("ProgramType")),
          Map.entry("lunch-program", List.of("NationalSchoolLunchProgramStatus")),
          Map.entry("meal-eligibility", List.of("EligibilityStatusForSchoolFoodServicePrograms")),
          Map.entry("meal-participation", List.of("ParticipationInSchoolFoodServicePrograms")),
          Map.entry("military-connection", List.of("MilitaryConnectedStudentIndicator")),
          Map.entry("operational-status", List.of("OrganizationOperationalStatus")),
          Map.entry("presence-category", List.of("PresentAttendanceCategory")),
          Map.entry("program-exit", List.of("ExitReason")),
          Map.entry("program-status", List.of("ProgramParticipationStatus")),
          Map.entry("program-type", List.of("ProgramType")),
          Map.entry("reason-not-tested", List.of("AssessmentRegistrationReasonNotCompleting")),
          Map.entry("relationship", List.of("PersonRelationshipType")),
          Map.entry("residence-status", List.of("PublicSchoolResidenceStatus")),
          Map.entry("sced-level", List.of("SCEDCourseLevel")),
          Map.entry("sced-subject", List.of("SCEDCourseSubjectArea")),
          Map.entry("score-metric", List.of("AssessmentScoreMetricType")),
          Map.entry("secondary-behavior", List.of("SecondaryIncidentBehavior")),
          Map.entry("sex", List.of("Sex")),
          Map.entry("special-education-exit", List.of("SpecialEducationExitReason")),
          Map.entry("staff-classification", List.of("K12StaffClassification")),
          Map.entry("term-type", List.of("SessionType")),
          Map.entry("weapon", List.of("WeaponType")));

  /** Sets of OneRoster, Ed-Fi or our own; CEDS has no equal one. */
  private static final Set<String> NOT_FROM_CEDS =
      Set.of(
          "class-staff-role",
          "class-type",
          "consent-decision",
          "consent-holder",
          "course-attempt-result",
          "grade-type",
          "gradebook-entry-type",
          "health-record-type",
          "limited-english",
          "org-type",
          "role",
          "score-status",
          "session-type",
          "transportation-type",
          "travel-direction",
          "weekday");

  /**
   * Codes added to a CEDS set. Ed-Fi 5 has the sex Non-binary; without it such a student's sex
   * would be lost.
   */
  private static final Map<String, Set<String>> ADDED = Map.of("sex", Set.of("NonBinary"));

  @Test
  void everySetSaysWhereItIsFrom() {
    Set<String> named = new HashSet<>();
    Catalogue.load()
        .entities()
        .forEach(entity -> entity.fields().forEach(field -> field.codes().ifPresent(named::add)));
    Set<String> known = new HashSet<>(FROM_CEDS.keySet());
    known.addAll(NOT_FROM_CEDS);

    assertThat(named).isEqualTo(known);
  }

  @Test
  void everyCodeTakenFromCedsIsInItsOptionSet() throws IOException {
    Optional<Path> file = Samples.file(FILE);
    assumeTrue(
        file.isPresent(),
        "no shared/samples/" + FILE + " beside the checkout: CEDS codes not compared");
    Map<String, Set<String>> published = published(file.get());

    List<String> unknown = new ArrayList<>();
    FROM_CEDS.forEach(
        (name, elements) -> {
          Set<String> allowed = new HashSet<>(ADDED.getOrDefault(name, Set.of()));
          elements.forEach(element -> allowed.addAll(published.getOrDefault(element, Set.of())));
          for (String code : CodeSets.codeSet(name).orElseThrow().codes()) {
            if (!allowed.contains(code)) {
              unknown.add(name + ": " + code + " is not in " + elements);
            }
          }
        });

    assertThat(unknown).isEmpty();
  }

  private static Map<String, Set<String>> published(Path file) throws IOException {
    Map<String, Set<String>> sets = new HashMap<>();
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord row : rows) {
        if (!row.getField("status_v13").startsWith("Removed")) {
          sets.computeIfAbsent(row.getField("scheme_notation"), notation -> new HashSet<>())
              .add(row.getField("code"));
        }
      }
    }
    return sets;
  }
}
