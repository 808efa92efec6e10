package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
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
  void aSourceThatSaysWhoIsADuplicateIsRefused() {
    write("sources/doubles.yaml", "kind: kafka-topic\nmapping: doubles\n");
    write(
        "mappings/doubles.yaml",
        """
        mapping: doubles
        resources:
          pairs:
            key: [one]
            emit:
              - register: duplicate
                person: { system: roster, value: row.one }
                of: { system: roster, value: row.other }
        """);

    Command check = check();

    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.err()).contains("only people can say: hallpass student merge");
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
  void aLoginInAWarehousesUrlIsRefusedAndNotRepeated() throws IOException {
    recipient("a", "jdbc:postgresql://w/w?password=hunter2", "a");
    recipient("b", "jdbc:postgresql://w/w?ssl=true&user=hunter3", "b");
    recipient("c", "jdbc:postgresql://w/w?sslPassword=hunter4", "c");
    recipient("d", "jdbc:postgresql://u:hunter5@w/w", "d");
    List<String> logged = new ArrayList<>();
    Handler log =
        new StreamHandler() {
          @Override
          public void publish(LogRecord record) {
            logged.add(getFormatter().format(record));
          }
        };
    log.setFormatter(new SimpleFormatter());
    Logger.getLogger("").addHandler(log);

    Command check = check();

    Logger.getLogger("").removeHandler(log);
    assertThat(logged).isEmpty();
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.err())
        .contains("recipients/a.yaml:1: warehouse.url: must hold neither a user nor a password")
        .contains("recipients/b.yaml:1: warehouse.url: must hold neither")
        .contains("recipients/c.yaml:1: warehouse.url: must hold neither")
        .contains("recipients/d.yaml:1: warehouse.url: must be a JDBC URL")
        .doesNotContain("hunter");
  }

  @Test
  void schemasThatAreNotTheRecipientsAreRefused() throws IOException {
    recipient("a", "jdbc:postgresql://w/w", "hallpass");
    recipient("b", "jdbc:postgresql://w/w", "pg_toast");
    recipient("c", "jdbc:postgresql://w/w", "information_schema");

    assertThat(check().err())
        .contains("recipients/a.yaml:1: warehouse.schema: 'hallpass' is Hallpass's or PostgreSQL's")
        .contains("recipients/b.yaml:1: warehouse.schema: 'pg_toast' is")
        .contains("recipients/c.yaml:1: warehouse.schema: 'information_schema' is");
  }

  @Test
  void twoRecipientsWithOneSchemaAreRefused() throws IOException {
    recipient("acme", "jdbc:postgresql://127.0.0.1:5432/w?sslmode=prefer", "own");
    recipient("bmce", "jdbc:postgresql://x,db.example.org/w", "shared");
    recipient("cmce", "jdbc:postgresql://DB.example.org:5432/w", "shared");

    Command check = check();

    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.err().lines())
        .containsExactly(
            "recipients/cmce.yaml: warehouse: recipient 'bmce' has the same schema of the same"
                + " database; their rows would mix",
            "recipients/own.yaml: warehouse: recipient 'acme' has the same schema of the same"
                + " database; their rows would mix");
  }

  @Test
  void schemasOfOtherDatabasesAndServersAreOthers() throws IOException {
    recipient("acme", "jdbc:postgresql://localhost/other", "own");
    recipient("bmce", "jdbc:postgresql://localhost:5433/w", "own");
    recipient("cmce", "jdbc:postgresql://localhost/w", "another");

    assertThat(check().err()).isEmpty();
  }

  @Test
  void howAVendorsDatabaseIsReachedIsChecked() throws IOException {
    database("a", "sslMode: encrypted");
    database("b", "sslMode: verify-full");
    database("c", "sslRootCert: nowhere.pem, sslMode: verify-ca");
    write("trusted.pem", "");
    database("d", "sslRootCert: trusted.pem");

    assertThat(check().err())
        .contains("sources/a.yaml:3: connection.sslMode: must be one of [disable, prefer, require")
        .contains("sources/b.yaml:3: connection.sslMode: sslRootCert: verify-full needs a file of")
        .contains("sources/c.yaml:3: connection.sslRootCert: " + dir.resolve("nowhere.pem"))
        .contains("sources/d.yaml:3: connection: sslRootCert: require looks at no certificate");
  }

  private void database(String name, String more) throws IOException {
    write(
        "sources/" + name + ".yaml",
        "kind: postgres-cdc\nmapping: roster\nconnection: { host: sis.example.org, database: d,"
            + " user: u, password: '${env:SIS}', "
            + more
            + " }\ntables: { users: public.users }\n");
  }

  private void recipient(String name, String url, String schema) throws IOException {
    write(
        "recipients/" + name + ".yaml",
        "warehouse: { url: '" + url + "', user: u, schema: " + schema + " }\nagreements: []\n");
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
  void aVersionIsForOneRosterAndOneOfTwo() throws IOException {
    write(
        "sources/roster.yaml",
        "kind: oneroster-csv\nversion: 1.3\nmapping: roster\nregisters: student\npath: files\n");
    write("sources/other.yaml", "kind: csv\nversion: 1.2\nmapping: roster\npath: files\n");

    assertThat(check().err())
        .contains("sources/roster.yaml:2: version: must be one of [1.1, 1.2]")
        .contains("sources/other.yaml:2: version: means nothing for kind csv");
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
