package io.hallpass.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.edfi.EdFiXmlSourceConnector;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.StandardMappings;
import io.hallpass.runtime.config.Problems;
import io.hallpass.schemas.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EdFiFilesTest {
  private static final SourceSettings.Place PLACE =
      new SourceSettings.Place("everett", 1, ZoneId.of("America/Los_Angeles"));

  @TempDir private Path dir;
  private final Problems problems = new Problems();

  @BeforeEach
  void aDistrictWithAMappingOfItsOwn() throws IOException {
    write("mappings/ours.yaml", mapping("StudentUniqueId"));
    write("files/s.xml", "<InterchangeStudent xmlns='http://ed-fi.org/0200'/>");
  }

  private static String mapping(String column) {
    return """
        mapping: ours
        resources:
          Student:
            key: [StudentUniqueId]
            emit:
              - entity: student
                id: row.StudentUniqueId
                person: { system: edfi, value: row.StudentUniqueId }
                fields: { givenName: "row['%s']" }
        """
        .formatted(column);
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(dir.resolve(file).getParent());
    Files.writeString(dir.resolve(file), text);
  }

  private Source source(String yaml) throws IOException {
    write("sources/edfi.yaml", "kind: edfi-xml\npath: files\nmapping: " + yaml);
    return new SourceReader(new Folder(dir, problems)).readAll().stream().findFirst().orElseThrow();
  }

  private static Mapping mapping(Source source) {
    return Mapping.load(
        source.mapping(), source.mappingText(), Catalogue.load(), StandardMappings.crosswalks());
  }

  private Map<String, String> connector(String yaml) throws IOException {
    Source source = source(yaml);
    assertThat(problems.lines()).isEmpty();
    return source.settings().connector(PLACE, source, mapping(source)).orElseThrow();
  }

  private List<String> problems(String yaml) throws IOException {
    Source source = source(yaml);
    source.settings().check(source, mapping(source), problems);
    source.settings().look(source, mapping(source), problems);
    return problems.lines();
  }

  @Test
  void aStandardMappingIsForOneVersionAndAnotherForAllThatAreKnown() throws IOException {
    assertThat(connector("edfi-xml-1.0")).containsEntry("namespaces", "http://ed-fi.org/0100");
    assertThat(connector("edfi-xml-2.0")).containsEntry("namespaces", "http://ed-fi.org/0200");
    assertThat(connector("edfi-xml-5")).containsEntry("namespaces", "http://ed-fi.org/5.*");
    assertThat(connector("ours"))
        .containsEntry(
            "namespaces", "http://ed-fi.org/0100,http://ed-fi.org/0200,http://ed-fi.org/5.*");
  }

  @Test
  void whatTheFileSaysReachesTheConnector() throws IOException {
    Map<String, String> config =
        connector(
            """
            ours
            drop: '*.zip'
            archive: { path: kept, keep: 3 }
            pause: [{ from: 2026-07-01, until: 2026-08-15 }]
            namespaces: [http://ed-fi.org/3.2.0-b]
            """);

    assertThat(config)
        .containsEntry("connector.class", EdFiXmlSourceConnector.class.getName())
        .containsEntry("namespaces", "http://ed-fi.org/3.2.0-b")
        .containsEntry("path", dir.resolve("files").toString())
        .containsEntry("drop", "*.zip")
        .containsEntry("archive.path", dir.resolve("kept").toString())
        .containsEntry("archive.keep", "3")
        .containsEntry("pause.windows", "2026-07-01/2026-08-15")
        .containsEntry("time.zone", "America/Los_Angeles")
        .containsEntry(
            "resources",
            "[{\"name\":\"Student\",\"key\":[\"StudentUniqueId\"],\"columns\":[\"StudentUniqueId\"]}]");
    assertThat(new EdFiXmlSourceConnector().validate(config).configValues())
        .allMatch(value -> value.errorMessages().isEmpty());
  }

  @Test
  void theSchoolsOfElementsAreKnownInEveryVersion() throws IOException {
    String section =
        "SectionReference/SectionIdentity/CourseOfferingReference/CourseOfferingIdentity/";
    String school = "SchoolReference/SchoolIdentity/SchoolId";
    assertThat(connector("edfi-xml-1.0").get("intake.columns"))
        .contains(
            "\"AttendanceEvent\":{\"school\":"
                + "\"SchoolReference/EducationalOrgIdentity/StateOrganizationId|SectionReference/")
        .contains("\"StudentSchoolAssociation\":{\"school\":\"SchoolReference/Educ")
        .doesNotContain("\"Student\":");
    for (String mapping : List.of("edfi-xml-2.0", "edfi-xml-5")) {
      assertThat(connector(mapping).get("intake.columns"))
          .contains(
              "\"StudentSchoolAssociation\":{\"school\":\"" + school + "\"",
              "\"StudentSectionAssociation\":{\"school\":\"" + section + school + "|",
              "\"DisciplineAction\":{\"school\":\"Responsibility" + school + "|",
              "\"Grade\":{\"school\":\"StudentSectionAssociationReference/")
          .doesNotContain("NextYearSchool", "ProgramReference", "CourseReference", "\"Student\":");
    }
  }

  @Test
  void whatIntakeSaysIsCheckedAndReachesTheConnector() throws IOException {
    assertThat(connector("ours\nintake: { gone: 5, school: { Student: School/Id } }\n"))
        .containsEntry("intake.gone.percent", "5")
        .containsEntry(
            "intake.columns", "{\"Student\":{\"school\":\"School/Id\",\"references\":{}}}");

    assertThat(
            problems(
                "ours\nintake: { school: { Student: 'School[', Pupil: Id },"
                    + " counts: { file: f, name: n, rows: r } }\n"))
        .anyMatch(line -> line.contains("intake: Student: column 'School['"))
        .anyMatch(line -> line.contains("'Pupil' is no resource of the mapping"))
        .anyMatch(line -> line.contains("intake.counts: is for CSV files"));
  }

  @Test
  void aColumnThatIsNoPathIsAProblemOfTheMapping() throws IOException {
    write("mappings/ours.yaml", mapping("Name[FirstName"));

    assertThat(problems("ours"))
        .singleElement()
        .asString()
        .startsWith("sources/edfi.yaml: mapping: Student: column 'Name[FirstName'");
  }

  @Test
  void namespacesHaveNoBlanksAndNoCommas() throws IOException {
    assertThat(problems("ours\nnamespaces: ['http://ed-fi.org/0100, http://ed-fi.org/0200']\n"))
        .anyMatch(line -> line.contains("namespaces: must be namespaces as"));
  }

  @Test
  void everythingThatWouldHoldTheSetIsSaidBeforeAnythingRuns() throws IOException {
    write("files/a.xml", "<InterchangeStudent xmlns='http://ed-fi.org/0200'>\n<Student>");
    write("files/b.xml", "<Students/>");

    assertThat(problems("edfi-xml-1.0"))
        .containsExactly(
            dir.resolve("files")
                + ": a.xml:1: its root element has the namespace http://ed-fi.org/0200; it must be"
                + " http://ed-fi.org/0100",
            dir.resolve("files")
                + ": b.xml:1: is no Ed-Fi interchange; its root element must be one, as"
                + " InterchangeStudent",
            dir.resolve("files")
                + ": s.xml:1: its root element has the namespace http://ed-fi.org/0200; it must be"
                + " http://ed-fi.org/0100");
  }

  @Test
  void whatIsNoSetIsSaid() throws IOException {
    Files.delete(dir.resolve("files/s.xml"));
    Files.delete(dir.resolve("files"));
    write("files", "neither");

    assertThat(problems("ours"))
        .containsExactly(dir.resolve("files") + ": is neither a folder nor a zip that can be read");
  }
}
