package io.hallpass.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.StandardMappings;
import io.hallpass.runtime.config.Problems;
import io.hallpass.schemas.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IntakeOptionsTest {
  private static final String MAPPING =
      """
      mapping: ours
      resources:
        schools:
          key: [Id]
          emit:
            - { entity: org, id: row.Id, fields: { name: row.Name } }
        lessons:
          key: [Id, Part]
          emit:
            - { entity: course, id: row.Id + '/' + row.Part, fields: { title: row.Name } }
      """;

  @TempDir private Path dir;

  private Source source(String yaml, Problems problems) throws IOException {
    Files.createDirectories(dir.resolve("sources"));
    Files.createDirectories(dir.resolve("mappings"));
    Files.createDirectories(dir.resolve("files"));
    Files.writeString(dir.resolve("mappings/ours.yaml"), MAPPING);
    Files.writeString(dir.resolve("sources/roster.yaml"), "path: files\n" + yaml);
    return new SourceReader(new Folder(dir, problems)).readAll().get(0);
  }

  private static Mapping mapping(Source source) {
    return Mapping.load(
        source.mapping(), source.mappingText(), Catalogue.load(), StandardMappings.crosswalks());
  }

  private Map<String, String> connector(String yaml) throws IOException {
    Problems problems = new Problems();
    Source source = source(yaml, problems);
    Map<String, String> config =
        source
            .settings()
            .connector(new SourceSettings.Place("everett", 1), source, mapping(source))
            .orElseThrow();
    assertThat(problems.lines()).isEmpty();
    return config;
  }

  private List<String> problems(String yaml) throws IOException {
    Problems problems = new Problems();
    Source source = source(yaml, problems);
    source.settings().check(source, mapping(source), problems);
    source.settings().look(source, mapping(source), problems);
    return problems.lines();
  }

  @Test
  void limitsAndColumnsReachTheConnector() throws IOException {
    assertThat(
            connector(
                """
                kind: csv
                mapping: ours
                intake:
                  gone: 5
                  changed: 60
                  added: 300
                  dangling: 2
                  small: 30
                  school: { lessons: School Id }
                  references: { lessons: { School Id: schools } }
                  counts: { file: control.csv, name: File, rows: Records }
                """))
        .containsEntry("intake.gone.percent", "5")
        .containsEntry("intake.changed.percent", "60")
        .containsEntry("intake.added.percent", "300")
        .containsEntry("intake.dangling.percent", "2")
        .containsEntry("intake.small", "30")
        .containsEntry(
            "intake.columns",
            "{\"lessons\":{\"school\":\"School Id\",\"references\":{\"School Id\":\"schools\"}}}")
        .containsEntry(
            "intake.counts", "{\"file\":\"control.csv\",\"name\":\"File\",\"rows\":\"Records\"}");
  }

  @Test
  void columnsOfOneRosterAreKnown() throws IOException {
    assertThat(connector("kind: oneroster-csv\nmapping: oneroster-1.2-csv\n").get("intake.columns"))
        .contains(
            "\"enrollments\":{\"school\":\"schoolSourcedId\",\"references\":{\"classSourcedId\":"
                + "\"classes\",\"schoolSourcedId\":\"orgs\",\"userSourcedId\":\"users\"}}",
            "\"users\":{\"school\":\"primaryOrgSourcedId\"",
            "\"demographics\":{\"school\":\"sourcedId\",\"references\":{\"sourcedId\":\"users\"}}",
            "\"results\":{\"school\":\"studentSourcedId\"")
        .doesNotContain("parentSourcedId");
    assertThat(connector("kind: oneroster-csv\nmapping: oneroster-1.1-csv\n").get("intake.columns"))
        .contains("\"users\":{\"school\":\"orgSourcedIds\"");
  }

  @Test
  void columnsOfSchoolDataSyncAreKnown() throws IOException {
    assertThat(connector("kind: csv\nmapping: sds-1-csv\n").get("intake.columns"))
        .contains(
            "\"Student\":{\"school\":\"School SIS ID\",\"references\":{\"School SIS ID\":\"School\"}}",
            "\"StudentEnrollment\":{\"school\":\"Section SIS ID\",\"references\":{\"SIS ID\":"
                + "\"Student\",\"Section SIS ID\":\"Section\"}}",
            "\"TeacherRoster\":{\"school\":\"Section SIS ID\"");
    assertThat(connector("kind: csv\nmapping: sds-2.1-csv\n").get("intake.columns"))
        .contains(
            "\"enrollments\":{\"school\":\"classSourcedId\"",
            "\"relationshipUserSourcedId\":\"users\"",
            "\"sessionSourcedIds\":\"academicS");
  }

  @Test
  void whatTheFileSaysOfAResourceGoesBeforeWhatIsUsual() throws IOException {
    assertThat(
            connector(
                    "kind: oneroster-csv\nmapping: oneroster-1.2-csv\n"
                        + "intake: { school: { users: metadata.school }, references: { users: {} } }\n")
                .get("intake.columns"))
        .contains("\"users\":{\"school\":\"metadata.school\",\"references\":{}}");
  }

  @Test
  void everyProblemIsSaid() throws IOException {
    Files.createDirectories(dir.resolve("files"));
    Files.writeString(dir.resolve("files/schools.csv"), "Id,Name\n");
    Files.writeString(dir.resolve("files/lessons.csv"), "Id,Part,Name\n");

    assertThat(
            problems(
                """
                kind: csv
                mapping: ours
                intake:
                  gone: 101
                  small: 1
                  growth: 3
                  school: { lessons: School Id, classes: Id }
                  references: { schools: { Name: lessons } }
                  counts: { file: control.csv }
                """))
        .anyMatch(line -> line.contains("intake.gone") && line.contains("from 0 to 100"))
        .anyMatch(line -> line.contains("intake.small") && line.contains("from 5 to"))
        .anyMatch(line -> line.contains("intake.growth") && line.contains("is not known here"))
        .anyMatch(line -> line.contains("'classes' is no resource of the mapping"))
        .anyMatch(line -> line.contains("nothing can refer to lessons, whose key is the columns"))
        .anyMatch(line -> line.contains("intake.counts") && line.contains("'name' is missing"))
        .anyMatch(line -> line.contains("lessons.csv lacks the column 'School Id'"));
  }
}
