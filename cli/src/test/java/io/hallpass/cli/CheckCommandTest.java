package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckCommandTest {
  private Path dir;
  private DistrictFiles files;

  @BeforeEach
  void aDistrict(@TempDir Path temp) {
    dir = temp;
    files =
        new DistrictFiles(dir, "everett", "${env:SECRET}", "")
            .recipient(
                "own", "jdbc:postgresql://localhost/w", "own", "basis: DISTRICT, categories: ['*']")
            .roster();
  }

  private void write(String file, String text) {
    files.write(file, text);
  }

  private Command check() {
    return Command.hallpass("check", dir.toString());
  }

  @Test
  void aDistrictWithoutProblemsIsSaidToHaveNone() {
    Command check = check();

    assertThat(check.err()).isEmpty();
    assertThat(check.exitCode()).isZero();
    assertThat(check.out()).contains("everett: 1 sources, 1 recipients, no problems");
  }

  @Test
  void everyProblemOfEveryFileIsSaidAtOnce() throws IOException {
    write(
        "district.yaml",
        "name: Everett\ntimeZone: Mars/Olympus\nsecret: hunter2\nlunch: pizza\nconsentSources: [forms]\n");
    write(
        "sources/roster.yaml",
        "kind: csv\nmapping: roster\nregisters: student\npath: nowhere\nconnection: {}\n");
    write(
        "recipients/own.yaml",
        """
        warehouse: { url: 'mysql://w', user: u, password: hunter3, schema: Own }
        agreements:
          - { id: own, purpose: p, basis: BECAUSE, categories: [LUNCH], validFrom: soon }
          - { id: two, purpose: p, basis: CONSENT, categories: [LUNCH], fields: [student.shoeSize], validFrom: 2026-07-01, validUntil: 2025-07-01 }
        """);

    Command check = check();

    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.err())
        .contains("district.yaml:1: name: must match")
        .contains("district.yaml:2: timeZone: must be an IANA time zone")
        .contains("district.yaml:3: secret: must be a reference")
        .contains("district.yaml:4: lunch: is not known here")
        .contains("district.yaml:5: consentSources: 'forms' is no source of this district")
        .contains("sources/roster.yaml:5: connection: means nothing for kind csv")
        .contains("recipients/own.yaml:1: warehouse.url: must be a JDBC URL")
        .contains("recipients/own.yaml:1: warehouse.password: must be a reference")
        .contains("recipients/own.yaml:1: warehouse.schema: must match")
        .contains("recipients/own.yaml:3: agreements[0].basis: must be one of")
        .contains("recipients/own.yaml:3: agreements[0].validFrom: must be a date")
        .contains("recipients/own.yaml:4: agreements[1].validUntil: must be after validFrom")
        .contains("agreement two: unknown category 'LUNCH'")
        .contains("agreement two: 'student.shoeSize' is no field of the vocabulary")
        .contains("path: " + dir.resolve("nowhere") + " does not exist")
        .doesNotContain("hunter")
        .doesNotContain("\tat ");
  }

  @Test
  void aColumnThatTheFileLacksIsNamedAndItsFirstLineIsNotRepeated() throws IOException {
    write("files/users.csv", "17,Ada,secret-of-ada\n");

    Command check = check();

    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.err())
        .contains("users.csv:1: first: the mapping names this column and the file's first line")
        .doesNotContain("Ada", "secret-of-ada");
  }

  @Test
  void aMissingFileOfAMappedResourceIsNamed() throws IOException {
    Files.delete(dir.resolve("files/users.csv"));

    assertThat(check().err()).contains("has no file users.csv");
  }

  @Test
  void aZipThatIsNoneIsSaid() throws IOException {
    write("roster.zip", "this is not a zip");
    write(
        "sources/roster.yaml",
        "kind: csv\nmapping: roster\nregisters: student\npath: roster.zip\n");

    assertThat(check().err())
        .contains("roster.zip: is neither a folder nor a zip that can be read");
  }

  @Test
  void aMappingsProblemsComeWithTheirLines() throws IOException {
    write(
        "mappings/roster.yaml",
        """
        mapping: roster
        resources:
          users:
            key: [id]
            emit:
              - register: student
                person: { system: roster, value: row.id }
              - entity: student
                id: row.first
                person: { system: roster, value: row.id }
                fields:
                  shoeSize: row.first
        """);

    Command check = check();

    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.err())
        .contains("mappings/roster.yaml:9:")
        .contains("mappings/roster.yaml:12:")
        .contains("shoeSize");
  }

  @Test
  void aFolderThatIsNoDistrictIsSaid(@TempDir Path empty) {
    assertThat(Command.hallpass("check", empty.toString()).err())
        .contains("district.yaml: is missing");
  }

  @Test
  void noStackIsSaidInOneLine() {
    Command apply =
        Command.hallpass("apply", dir.toString(), "--endpoints", dir.resolve("none").toString());

    assertThat(apply.exitCode()).isEqualTo(2);
    assertThat(apply.err().lines())
        .hasSize(1)
        .first()
        .asString()
        .contains("start a stack with './hallpass dev'");
  }
}
