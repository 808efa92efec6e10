package io.hallpass.cli.edfi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the sample's authors counted, what we make of it, and what we leave and why. */
public final class InbloomCounts {
  private static final String BEGIN = "<!-- made by InbloomSampleTest -->\n";
  private static final String END = "<!-- end -->\n";
  private static final Pattern LINE = Pattern.compile("(\\w+)\\s+(\\d+)");

  /** Each with the entity that is counted. */
  private static final Map<String, String> MODELLED =
      Map.ofEntries(
          Map.entry("AttendanceEvent", "attendance-event"),
          Map.entry("CalendarDate", "calendar-date"),
          Map.entry("Course", "course"),
          Map.entry("CourseOffering", "course"),
          Map.entry("CourseTranscript", "transcript-entry"),
          Map.entry("DisciplineAction", "discipline-incident"),
          Map.entry("EducationOrganization", "org"),
          Map.entry("Grade", "transcript-entry"),
          Map.entry("GradebookEntry", "line-item"),
          Map.entry("GradingPeriod", "academic-session"),
          Map.entry("LearningObjective", "learning-standard"),
          Map.entry("LearningStandard", "learning-standard"),
          Map.entry("Parent", "guardian"),
          Map.entry("Section", "class"),
          Map.entry("Session", "academic-session"),
          Map.entry("Staff", "staff"),
          Map.entry("Student", "student"),
          Map.entry("StudentAcademicRecord", "transcript-entry"),
          Map.entry("StudentAssessment", "assessment-result"),
          Map.entry("StudentDisciplineIncidentAssociation", "discipline-incident"),
          Map.entry("StudentGradebookEntry", "result"),
          Map.entry("StudentObjectiveAssessment", "assessment-result"),
          Map.entry("StudentParentAssociation", "guardian"),
          Map.entry("StudentProgramAssociation", "program-participation"),
          Map.entry("StudentSchoolAssociation", "school-enrollment"),
          Map.entry("StudentSectionAssociation", "class-enrollment"),
          Map.entry("Teacher", "staff"),
          Map.entry("TeacherSectionAssociation", "class-staff"));

  private static final String TEST_ITSELF =
      "not a student's: the vocabulary has results; each names its test";
  private static final String GROUP =
      "the vocabulary has no groups of students but classes and programs";
  private static final String COMPETENCY =
      "a teacher's judgment of one skill is neither a piece of work nor a test";
  private static final String ASSIGNMENT =
      "where a person works is no record of its own, and the staff record is the Staff element's";

  private static final Map<String, String> NOT_MODELLED =
      Map.ofEntries(
          Map.entry("Assessment", TEST_ITSELF),
          Map.entry("AssessmentFamily", TEST_ITSELF),
          Map.entry("AssessmentItem", TEST_ITSELF),
          Map.entry("AssessmentPeriodDescriptor", TEST_ITSELF),
          Map.entry("ObjectiveAssessment", TEST_ITSELF),
          Map.entry("Cohort", GROUP),
          Map.entry("StaffCohortAssociation", GROUP),
          Map.entry("StudentCohortAssociation", GROUP),
          Map.entry(
              "DisciplineIncident",
              "names no student; whoever could read it would know of an incident though its"
                  + " students' families said no"),
          Map.entry("Program", "names no student; the kinds go into `codes/edfi-program-id.csv`"),
          Map.entry("ReportCard", "a bundle of grades, which come themselves"),
          Map.entry("StaffEducationOrgAssignmentAssociation", ASSIGNMENT),
          Map.entry("StaffProgramAssociation", ASSIGNMENT),
          Map.entry("TeacherSchoolAssociation", ASSIGNMENT),
          Map.entry("StudentAssessmentItem", "the vocabulary has no answers to single questions"),
          Map.entry("StudentCompetency", COMPETENCY),
          Map.entry("StudentCompetencyObjective", COMPETENCY));

  /**
   * Where the records are not as many as the authors expected.
   *
   * @param records how many they are
   */
  private record Difference(int records, String why) {}

  private static final Map<String, Difference> DIFFERENCES =
      Map.of(
          "CalendarDate", new Difference(558, "the file holds two more than its authors counted"),
          "DisciplineAction", new Difference(3, "one for each student in it"),
          "LearningObjective",
              new Difference(198, "59 stand in a file the control file does not name, and repeat"),
          "LearningStandard",
              new Difference(1499, "10 stand in a file the control file does not name, and repeat"),
          "StudentSectionAssociation", new Difference(297, "28 stand twice, word for word"));

  /** Where the files do not hold as many as the authors expected, of elements we leave. */
  private static final Map<String, String> LEFT =
      Map.of(
          "AssessmentFamily", "the files hold one more than its authors counted",
          "StaffEducationOrgAssignmentAssociation",
              "the file holds three more than its authors counted");

  private final Map<String, Integer> expected;

  private InbloomCounts(Map<String, Integer> expected) {
    this.expected = expected;
  }

  /** Reads what the authors counted. */
  public static InbloomCounts read(Path file) throws IOException {
    Map<String, Integer> expected = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      Matcher matcher = LINE.matcher(line.strip());
      if (matcher.matches()) {
        expected.put(matcher.group(1), Integer.valueOf(matcher.group(2)));
      }
    }
    // In the files these three are one element, told apart by their category.
    int orgs = 0;
    for (String kind : List.of("StateEducationAgency", "LocalEducationAgency", "School")) {
      orgs += expected.remove(kind);
    }
    expected.put("EducationOrganization", orgs);
    return new InbloomCounts(expected);
  }

  Set<String> names() {
    return expected.keySet();
  }

  /** Elements that become records. */
  public Set<String> modelled() {
    return new TreeSet<>(MODELLED.keySet());
  }

  Set<String> notModelled() {
    return NOT_MODELLED.keySet();
  }

  /** The entity an element becomes, or the one that counts where it becomes several. */
  public String entity(String element) {
    return MODELLED.get(element);
  }

  /** What the authors counted. */
  Integer expected(String element) {
    return expected.get(element);
  }

  /** How many records an element becomes: as many as the authors counted, unless we say why not. */
  public Integer records(String element) {
    Difference difference = DIFFERENCES.get(element);
    return difference == null ? expected.get(element) : Integer.valueOf(difference.records());
  }

  /** The table of the guide. */
  String table(MappedSet mapped) {
    StringBuilder table = new StringBuilder(BEGIN);
    table.append("| Ed-Fi element | expected | read | delivered | becomes, or why not |\n");
    table.append("| --- | ---: | ---: | ---: | --- |\n");
    for (String element : new TreeSet<>(mapped.elements.keySet())) {
      String note = note(element);
      Map<String, Integer> records = mapped.distinct(element);
      String entity = MODELLED.get(element);
      table.append("| `").append(element).append("` | ").append(expected.get(element));
      table.append(" | ").append(mapped.elements.get(element)).append(" | ");
      table.append(entity == null ? "" : records.get(entity)).append(" | ");
      table.append(entity == null ? NOT_MODELLED.get(element) : becomes(entity, records));
      table.append(note).append(" |\n");
    }
    return table.append(END).toString();
  }

  private static String note(String element) {
    Difference difference = DIFFERENCES.get(element);
    String why = difference == null ? LEFT.get(element) : difference.why();
    return why == null ? "" : "; " + why;
  }

  private static String becomes(String entity, Map<String, Integer> records) {
    StringBuilder becomes = new StringBuilder("`").append(entity).append('`');
    records.forEach(
        (other, count) -> {
          if (!other.equals(entity)) {
            becomes.append(", ").append(count).append(" `").append(other).append('`');
          }
        });
    return becomes.toString();
  }

  static String replaced(String guide, String table) {
    int begin = guide.indexOf(BEGIN);
    int end = guide.indexOf(END, begin) + END.length();
    return guide.substring(0, begin) + table + guide.substring(end);
  }
}
