package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PreviewCommandTest {
  private Path dir;

  @BeforeEach
  void aDistrict(@TempDir Path temp) throws IOException {
    dir = temp;
    write("district.yaml", "name: everett\ntimeZone: UTC\nsecret: ${env:NOT_SET_ANYWHERE}\n");
    write("sources/roster.yaml", "kind: csv\nmapping: roster\nregisters: student\npath: files\n");
    write("sources/topic.yaml", "kind: kafka-topic\nmapping: other\n");
    write("mappings/other.yaml", mapping("other", "orgs", "org", "", "name: row.name"));
    write(
        "mappings/roster.yaml",
        mapping(
                "roster",
                "users",
                "student",
                "        person: { system: roster, value: row.id }\n",
                "givenName: row.first\n          grade: code('grade', row.grade)")
            + """
                  - entity: demographics
                    id: row.id
                    person: { system: roster, value: row.id }
                    fields: { birthDate: row.born }
                  - entity: health-record
                    id: row.id
                    person: { system: roster, value: row.id }
                    fields: { medication: row.pills }
                  - register: student
                    person: { system: roster, value: row.id }
            """);
    write(
        "files/users.csv",
        """
        id,first,grade,born,pills,password
        1,Ada,09,2010-01-02,aspirin,canary-pw
        2,Be\u001b[2Ja,99,2010-01-03,,canary-pw
        3,Cleo,10,yesterday,,canary-pw
        4,Dan
        5,Eve,11,2010-01-05,,canary-pw
        """);
    write(
        "recipients/acme.yaml",
        """
        agreements:
          - { id: names, purpose: app, basis: CONSENT, categories: [NAME], validFrom: 2020-07-01 }
          - { id: grades, purpose: rosters, basis: SCHOOL_OFFICIAL, optOutAllowed: true, categories: [ENROLLMENT], validFrom: 2020-07-01 }
        """);
    write(
        "recipients/own.yaml",
        """
        agreements:
          - { id: own, purpose: reporting, basis: DISTRICT, categories: ['*'], validFrom: 2020-07-01 }
        """);
    write(
        "recipients/late.yaml",
        """
        agreements:
          - { id: late, purpose: app, basis: DISTRICT, categories: ['*'], validFrom: 2020-07-01, validUntil: 2021-07-01 }
        """);
  }

  private static String mapping(
      String name, String resource, String entity, String person, String fields) {
    return "mapping: "
        + name
        + "\nresources:\n  "
        + resource
        + ":\n    key: [id]\n    emit:\n      - entity: "
        + entity
        + "\n        id: row.id\n"
        + person
        + "        fields:\n          "
        + fields
        + "\n";
  }

  private void write(String file, String text) throws IOException {
    Path path = dir.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private JsonNode json(String... more) throws IOException {
    String[] args = new String[3 + more.length];
    args[0] = "preview";
    args[1] = dir.toString();
    args[2] = "--json";
    System.arraycopy(more, 0, args, 3, more.length);
    Command preview = Command.hallpass(args);
    assertThat(preview.err()).isEmpty();
    assertThat(preview.exitCode()).isZero();
    return new ObjectMapper().readTree(preview.out());
  }

  @Test
  void recordsRejectsAndUnknownCodesAreCounted() throws IOException {
    JsonNode roster = json().at("/sources/roster");

    assertThat(roster.at("/rows/users").asInt()).isEqualTo(5);
    assertThat(roster.at("/registered/student").asInt()).isEqualTo(3);
    assertThat(roster.at("/entities/student/count").asInt()).isEqualTo(3);
    assertThat(roster.at("/entities/student/records/0/given_name").asText()).isEqualTo("Ada");
    assertThat(roster.at("/entities/student/records/0/person").asText()).isEqualTo("roster:1");
    assertThat(roster.at("/entities/demographics/records/0/birth_date").asText())
        .isEqualTo("2010-01-02");
    assertThat(roster.at("/rejects").toString())
        .contains("\"code\":\"CELL_COUNT\"", "users.csv:5")
        .contains("\"code\":\"INVALID_", "\"column\":\"demographics.birthDate\"", "users.csv:4");
    assertThat(roster.at("/unknownCodes/student.grade").asInt()).isEqualTo(1);
  }

  @Test
  void onlySoManyRecordsAreShownAndAllAreCounted() throws IOException {
    JsonNode student = json("--limit", "1").at("/sources/roster/entities/student");

    assertThat(student.at("/records")).hasSize(1);
    assertThat(student.at("/count").asInt()).isEqualTo(3);
  }

  @Test
  void aSourceThatIsNoFileIsNamedAndNotRead() throws IOException {
    assertThat(json().at("/notRead/topic").asText()).isEqualTo("kafka-topic");
    assertThat(json("--source", "topic").at("/sources")).isEmpty();
  }

  @Test
  void whatRecipientsGetIsWhatTheConsentFilterDecides() throws IOException {
    JsonNode recipients = json().at("/recipientsWithoutConsents");

    assertThat(recipients.at("/own/student/released").toString())
        .isEqualTo("[\"given_name\",\"grade\"]");
    assertThat(recipients.at("/own/health_record/never").toString()).isEqualTo("[\"medication\"]");
    assertThat(recipients.at("/acme/student/unlessDenied").toString()).isEqualTo("[\"grade\"]");
    assertThat(recipients.at("/acme/student/released")).isEmpty();
    assertThat(recipients.at("/acme/demographics/never").toString()).isEqualTo("[\"birth_date\"]");
    assertThat(recipients.at("/late/student/never").toString())
        .isEqualTo("[\"given_name\",\"grade\"]");
  }

  @Test
  void whatOnlyAConsentReleasesIsSaidApart() throws IOException {
    write(
        "recipients/acme.yaml",
        """
        agreements:
          - { id: names, purpose: app, basis: CONSENT, categories: [NAME, ENROLLMENT], validFrom: 2020-07-01 }
        """);

    assertThat(json().at("/recipientsWithoutConsents/acme/student/ifGranted").toString())
        .isEqualTo("[\"given_name\",\"grade\"]");
  }

  @Test
  void tablesShowWarehouseNamesNoPasswordAndNothingATerminalObeys() {
    Command preview = Command.hallpass("preview", dir.toString());

    assertThat(preview.err()).isEmpty();
    assertThat(preview.out())
        .contains("student: 3 records", "given_name", "roster:1", "rejected rows", "CELL_COUNT")
        .contains("codes no crosswalk knows", "student.grade: 1")
        .contains("source topic: not read", "as if\nnobody had consented to or denied anything")
        .contains("recipient late\n  nothing of demographics, health_record, student")
        .doesNotContain("\u001b", "canary-pw");
  }

  @Test
  void placesAndColumnsOfRejectedRowsAreNeverCut() throws IOException {
    String file = "InterchangeStudentProgramParticipationsOfTheWholeDistrict.csv";
    String column = "demographics.birthDate";
    Path mapping = dir.resolve("mappings/roster.yaml");
    Files.writeString(
        mapping,
        Files.readString(mapping)
            .replace("    key: [id]\n", "    key: [id]\n    file: " + file + "\n"));
    write("files/" + file, "id,first,grade,born,pills\n1,Ada,09,x,\n2,Bo,09,x,\n3,Cy,09,x,\n");

    Command preview = Command.hallpass("preview", dir.toString());

    assertThat(preview.err()).isEmpty();
    assertThat(preview.out())
        .contains(column, file + ":2 " + file + ":3 " + file + ":4")
        .doesNotContain("…");
  }

  @Test
  void filesThatWouldBeHeldAreNamedWithEveryReason() throws IOException {
    write("files/users.csv", "id,first\n1,Ada\n");

    Command preview = Command.hallpass("preview", dir.toString());

    assertThat(preview.exitCode()).isEqualTo(2);
    assertThat(preview.err())
        .contains("column 'born' is missing", "column 'grade' is missing")
        .doesNotContain("Ada");
    assertThat(preview.out()).isEmpty();
  }

  /** Rows may stand behind it: of such a set nothing is taken, and so nothing is shown. */
  @Test
  void aQuoteThatIsNotClosedHoldsTheSetAsItWouldBeHeld() throws IOException {
    write(
        "files/users.csv",
        "id,first,grade,born,pills\n1,Ada,09,2010-01-02,\n2,\"canary,10,2010-01-03,\n3,Cleo,,,\n");

    Command preview = Command.hallpass("preview", dir.toString());

    assertThat(preview.exitCode()).isEqualTo(2);
    assertThat(preview.err())
        .contains("files: would be held: users.csv:3: the quote is not closed; what follows")
        .contains("it is not taken; put a mended set there")
        .doesNotContain("canary");
    assertThat(preview.out()).isEmpty();
  }

  @Test
  void anUnknownSourceIsSaid() {
    Command preview = Command.hallpass("preview", dir.toString(), "--source", "nurse");

    assertThat(preview.exitCode()).isEqualTo(2);
    assertThat(preview.err()).contains("there are [roster, topic]");
  }
}
