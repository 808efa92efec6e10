package io.hallpass.ingest.edfi;

import java.util.List;
import java.util.Map;

/**
 * Which elements Ed-Fi puts into which interchange, in its versions 1.0 to 5: a file of an
 * interchange that is there without one of its elements says that there are none. So the last
 * incident that a school deletes is gone here too, though no element is left to say it. Elements
 * that vendors put into several interchanges, or into a file of their own, are not listed.
 */
final class Interchanges {
  private static final Map<String, List<String>> ELEMENTS =
      Map.ofEntries(
          Map.entry(
              "EducationOrganization",
              List.of(
                  "EducationOrganization",
                  "StateEducationAgency",
                  "EducationServiceCenter",
                  "LocalEducationAgency",
                  "School",
                  "Course")),
          Map.entry("EducationOrgCalendar", List.of("Session", "GradingPeriod", "CalendarDate")),
          Map.entry("MasterSchedule", List.of("CourseOffering", "Section")),
          Map.entry(
              "StaffAssociation",
              List.of("Staff", "Teacher", "TeacherSectionAssociation", "StaffSectionAssociation")),
          Map.entry("Student", List.of("Student")),
          Map.entry("StudentParent", List.of("Parent", "StudentParentAssociation")),
          Map.entry("Parent", List.of("Parent", "StudentParentAssociation")),
          Map.entry("Contact", List.of("Contact", "StudentContactAssociation")),
          Map.entry(
              "StudentEnrollment",
              List.of("StudentSchoolAssociation", "StudentSectionAssociation")),
          Map.entry(
              "StudentAttendance",
              List.of(
                  "AttendanceEvent",
                  "StudentSchoolAttendanceEvent",
                  "StudentSectionAttendanceEvent")),
          Map.entry(
              "StudentDiscipline",
              List.of(
                  "DisciplineAction",
                  "StudentDisciplineIncidentAssociation",
                  "StudentDisciplineIncidentBehaviorAssociation",
                  "StudentDisciplineIncidentNonOffenderAssociation")),
          Map.entry(
              "StudentProgram",
              List.of(
                  "StudentProgramAssociation",
                  "StudentCTEProgramAssociation",
                  "StudentHomelessProgramAssociation",
                  "StudentLanguageInstructionProgramAssociation",
                  "StudentMigrantEducationProgramAssociation",
                  "StudentNeglectedOrDelinquentProgramAssociation",
                  "StudentSchoolFoodServiceProgramAssociation",
                  "StudentSection504ProgramAssociation",
                  "StudentSpecialEducationProgramAssociation",
                  "StudentTitleIPartAProgramAssociation")),
          Map.entry(
              "StudentAssessment", List.of("StudentAssessment", "StudentObjectiveAssessment")),
          // Ed-Fi 1.0 has one for all that are grades, later versions have three.
          Map.entry(
              "StudentGrade",
              List.of(
                  "Grade",
                  "GradebookEntry",
                  "StudentGradebookEntry",
                  "StudentAcademicRecord",
                  "CourseTranscript")),
          Map.entry("StudentGrades", List.of("Grade")),
          Map.entry("StudentGradebook", List.of("GradebookEntry", "StudentGradebookEntry")),
          Map.entry("StudentTranscript", List.of("StudentAcademicRecord", "CourseTranscript")),
          Map.entry("StudentTransportation", List.of("StudentTransportation")));

  private Interchanges() {}

  /**
   * The elements of an interchange; none where it is not known.
   *
   * @param root the local name of its root element
   */
  static List<String> elements(String root) {
    return ELEMENTS.getOrDefault(root.substring(InterchangeReader.ROOT.length()), List.of());
  }
}
