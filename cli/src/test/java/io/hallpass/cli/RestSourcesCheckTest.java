package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RestSourcesCheckTest {
  private Path dir;

  @BeforeEach
  void aDistrict(@TempDir Path temp) throws IOException {
    dir = temp;
    write("district.yaml", "name: everett\ntimeZone: America/Los_Angeles\nsecret: ${env:SECRET}\n");
    write(
        "recipients/own.yaml",
        """
        warehouse: { url: 'jdbc:postgresql://localhost/w', user: u, schema: own }
        agreements:
          - { id: own, purpose: reporting, basis: DISTRICT, categories: ['*'], validFrom: 2026-07-01 }
        """);
  }

  private void write(String file, String text) throws IOException {
    Path path = dir.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private Command check() {
    return Command.hallpass("check", dir.toString());
  }

  @Test
  void sourcesOfBothKindsHaveNoProblems() throws IOException {
    write(
        "sources/roster.yaml",
        """
        kind: oneroster-rest
        mapping: oneroster-1.2-rest
        registers: student
        url: https://sis.example.org/ims/oneroster/rostering/v1p2
        tokenUrl: https://sis.example.org/oauth/token
        clientId: everett
        clientSecret: ${env:ROSTER_SECRET}
        scope: https://purl.imsglobal.org/spec/or/v1p2/scope/roster.readonly
        leaveOut: [results]
        """);
    write(
        "sources/state.yaml",
        """
        kind: edfi-rest
        mapping: edfi-rest
        url: https://api.example.org/v7.3
        clientId: everett
        clientSecret: ${file:/etc/hallpass/secrets:edfi}
        pollMinutes: 15
        fullHours: 24
        profiles: { students: application/vnd.ed-fi.student.hallpass.readable+json }
        """);

    Command check = check();

    // Two mappings that register students; that is said, and nothing else.
    assertThat(check.err().lines())
        .allMatch(line -> line.contains("registers"))
        .noneMatch(line -> line.contains("url"));
  }

  @Test
  void everyProblemOfASourceIsSaidAtOnceAndNoSecret() throws IOException {
    write(
        "sources/roster.yaml",
        """
        kind: oneroster-rest
        mapping: oneroster-1.1-rest
        registers: student
        url: http://sis.example.org/ims/oneroster/v1p1
        tokenUrl: https://sis.example.org/token?key=hunter2
        clientSecret: hunter3
        gradebook: /elsewhere
        pollMinutes: 0
        dataPath: data/v3
        """);
    write(
        "sources/state.yaml",
        """
        kind: edfi-rest
        mapping: edfi-rest
        url: https://api.example.org/v7.3
        clientId: everett
        clientSecret: ${env:EDFI_SECRET}
        leaveOut: [pupils]
        profiles: { students: application/json }
        """);

    Command check = check();

    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.err())
        .contains("sources/roster.yaml:4: url: must begin with https://")
        .contains("sources/roster.yaml:5: tokenUrl: must be a URL without a user, a query")
        .contains("sources/roster.yaml:6: clientSecret: must be a reference")
        .contains("sources/roster.yaml:7: gradebook: must be a path relative to url")
        .contains("sources/roster.yaml:8: pollMinutes")
        .contains("sources/roster.yaml:9: dataPath: means nothing for kind oneroster-rest")
        .contains("a source of kind oneroster-rest needs 'clientId'")
        .contains("sources/state.yaml:7: profiles.students: must be a media type")
        .contains("sources/state.yaml: pupils: is no resource of the mapping")
        .doesNotContain("hunter");
  }

  @Test
  void aColumnThatIsNoPathIsNamed() throws IOException {
    write(
        "sources/state.yaml",
        """
        kind: edfi-rest
        mapping: own
        registers: student
        url: https://api.example.org/v7.3
        clientId: everett
        clientSecret: ${env:EDFI_SECRET}
        """);
    write(
        "mappings/own.yaml",
        """
        mapping: own
        resources:
          students:
            key: [studentUniqueId]
            emit:
              - register: student
                person: { system: edfi, value: row.studentUniqueId }
              - entity: student
                id: row.studentUniqueId
                person: { system: edfi, value: row.studentUniqueId }
                fields:
                  givenName: row['names[/first']
        """);

    assertThat(check().err()).contains("students: column 'names[/first'");
  }
}
