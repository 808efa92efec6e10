package io.hallpass.cli.source;

import io.hallpass.ingest.intake.Intake;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.ResourceMapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which columns of OneRoster and of Microsoft School Data Sync say the school, or refer to rows
 * that do, and which refer to rows of other files, as far as they are collected. Parents of
 * organizations and of sessions are not among them: the topmost one's is often in no file. Of Ed-Fi
 * see {@link EdFiSchools}.
 *
 * <p>OneRoster 1.1 and 1.2, CSV binding; School Data Sync 1, 2.0 and 2.1.
 */
final class UsualColumns {
  private static final String USERS = "users.csv";
  private static final String ORGS = "orgs.csv";
  private static final String SESSIONS = "academicSessions.csv";

  /** The first that a file has is its school. */
  private static final List<String> SCHOOLS =
      List.of(
          "schoolSourcedId",
          "orgSourcedId",
          "primaryOrgSourcedId",
          "orgSourcedIds",
          "School SIS ID",
          "School DfE Number");

  /** Else the first of these that refers to rows with a school. */
  private static final List<String> THROUGH =
      List.of(
          "studentSourcedId",
          "classSourcedId",
          "Section SIS ID",
          "Section ID",
          "userSourcedId",
          "sourcedId");

  private static final Map<String, String> REFERENCES =
      Map.ofEntries(
          Map.entry("userSourcedId", USERS),
          Map.entry("studentSourcedId", USERS),
          Map.entry("agentSourcedIds", USERS),
          Map.entry("relationshipUserSourcedId", USERS),
          Map.entry("orgSourcedId", ORGS),
          Map.entry("orgSourcedIds", ORGS),
          Map.entry("primaryOrgSourcedId", ORGS),
          Map.entry("schoolSourcedId", ORGS),
          Map.entry("classSourcedId", "classes.csv"),
          Map.entry("courseSourcedId", "courses.csv"),
          Map.entry("lineItemSourcedId", "lineItems.csv"),
          Map.entry("termSourcedIds", SESSIONS),
          Map.entry("sessionSourcedId", SESSIONS),
          Map.entry("sessionSourcedIds", SESSIONS),
          Map.entry("academicSessionSourcedId", SESSIONS),
          Map.entry("gradingPeriodSourcedId", SESSIONS),
          Map.entry("schoolYearSourcedId", SESSIONS),
          Map.entry("School SIS ID", "School.csv"),
          Map.entry("School DfE Number", "School.csv"),
          Map.entry("Section SIS ID", "Section.csv"),
          Map.entry("Section ID", "Section.csv"));

  /** Files in which a column refers that elsewhere is the file's own key. */
  private static final Map<String, Map<String, String>> KEYS =
      Map.of(
          "demographics.csv", Map.of("sourcedId", USERS),
          "StudentEnrollment.csv", Map.of("SIS ID", "Student.csv", "ID", "Student.csv"),
          "TeacherRoster.csv", Map.of("SIS ID", "Teacher.csv", "ID", "Teacher.csv"));

  private UsualColumns() {}

  /** Those of a resource; none where the source is of another kind. */
  static Intake.Watched of(Source source, ResourceMapping resource, Mapping mapping) {
    if (source.kind() == EdFiFiles.KIND) {
      return new Intake.Watched(EdFiSchools.of(resource.columns()), Map.of());
    }
    if (!source.kind().text().equals(CsvFiles.ONEROSTER.text())
        && !source.mapping().startsWith("sds-")) {
      return Intake.Watched.NOTHING;
    }
    Map<String, String> references = new HashMap<>();
    Map<String, String> keys = KEYS.getOrDefault(resource.file(), Map.of());
    for (String column : resource.columns()) {
      String file = keys.getOrDefault(column, REFERENCES.get(column));
      target(file, mapping).ifPresent(target -> references.put(column, target));
    }
    String school = school(resource).or(() -> through(references, mapping)).orElse("");
    return new Intake.Watched(school, references);
  }

  private static Optional<String> school(ResourceMapping resource) {
    return SCHOOLS.stream().filter(resource.columns()::contains).findFirst();
  }

  private static Optional<String> through(Map<String, String> references, Mapping mapping) {
    return THROUGH.stream()
        .filter(references::containsKey)
        .filter(
            column ->
                mapping.resources().stream()
                    .filter(target -> target.name().equals(references.get(column)))
                    .anyMatch(target -> school(target).isPresent()))
        .findFirst();
  }

  private static Optional<String> target(String file, Mapping mapping) {
    return mapping.resources().stream()
        .filter(resource -> resource.file().equals(file) && resource.key().size() == 1)
        .map(ResourceMapping::name)
        .findFirst();
  }
}
