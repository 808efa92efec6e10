package io.hallpass.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.csv.CsvSourceConnector;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.StandardMappings;
import io.hallpass.runtime.config.Problems;
import io.hallpass.schemas.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvFilesTest {
  private static final String MAPPING =
      """
      resources:
        orgs:
          key: [sourcedId]
          emit:
            - { entity: org, id: row.sourcedId, fields: { name: row.name } }
        optouts:
          key: [id]
          emit:
            - entity: consent
              id: row.id
              person: { system: state, value: row.student }
              fields: { decision: "'DENY'" }
      """;

  private static final String HOST_KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA09PpDQEoUQZKX5M7JFUpPQjOO35O5F1432f/mNIDaz";

  @TempDir private Path dir;

  /** What the connector of a source with this file is told. */
  private Map<String, String> connector(String yaml) throws IOException {
    Problems problems = new Problems();
    Source source = read(yaml, problems).orElseThrow();
    Mapping mapping =
        Mapping.load(
            source.mapping(),
            source.mappingText(),
            Catalogue.load(),
            StandardMappings.crosswalks());
    assertThat(problems.lines()).isEmpty();
    return source
        .settings()
        .connector(
            new SourceSettings.Place("everett", 1, ZoneId.of("America/Los_Angeles")),
            source,
            mapping)
        .orElseThrow();
  }

  private Optional<Source> read(String yaml, Problems problems) throws IOException {
    Files.createDirectories(dir.resolve("sources"));
    Files.createDirectories(dir.resolve("mappings"));
    Files.writeString(dir.resolve("mappings/ours-1.1.yaml"), "mapping: ours-1.1\n" + MAPPING);
    Files.writeString(dir.resolve("sources/roster.yaml"), yaml);
    return new SourceReader(new Folder(dir, problems)).readAll().stream().findFirst();
  }

  /** The version that the connector of a source with this mapping is told. */
  private String version(String mapping, String more) throws IOException {
    return connector("kind: oneroster-csv\npath: files\nmapping: " + mapping + "\n" + more)
        .get("oneroster.version");
  }

  @Test
  void aStandardMappingIsForOneVersion() throws IOException {
    assertThat(version("oneroster-1.1-csv", "")).isEqualTo("1.1");
    assertThat(version("oneroster-1.2-csv", "")).isEqualTo("1.2");
  }

  @Test
  void aMappingOfTheDistrictIsForAnyVersionWhateverItsName() throws IOException {
    assertThat(version("ours-1.1", "")).isEqualTo("any");
  }

  @Test
  void theVersionThatTheSourceStatesCounts() throws IOException {
    assertThat(version("ours-1.1", "version: 1.2\n")).isEqualTo("1.2");
    assertThat(version("oneroster-1.1-csv", "version: '1.2'\n")).isEqualTo("1.2");
  }

  @Test
  void whatTheFileSaysReachesTheConnector() throws IOException {
    Map<String, String> config =
        connector(
            """
            kind: csv
            mapping: ours-1.1
            path: drop
            drop: 'roster-*.zip'
            order: time
            delimiter: ';'
            encoding: ISO-8859-1
            optionalFiles: [orgs.csv]
            archive: { path: kept, keep: 3 }
            pause:
              - { from: 2026-07-01, until: 2026-08-15 }
              - { from: 2027-07-01, until: 2027-08-15 }
            sftp:
              host: sftp.vendor.example
              port: 2222
              user: everett
              password: ${env:SFTP_PASSWORD}
              hostKey: %s
              path: /out/*.zip
            """
                .formatted(HOST_KEY));

    assertThat(config)
        .containsEntry("path", dir.resolve("drop").toString())
        .containsEntry("drop", "roster-*.zip")
        .containsEntry("drop.order", "time")
        .containsEntry("delimiter", ";")
        .containsEntry("encoding", "ISO-8859-1")
        .containsEntry("optional.files", "orgs.csv")
        .containsEntry("archive.path", dir.resolve("kept").toString())
        .containsEntry("archive.keep", "3")
        .containsEntry("pause.windows", "2026-07-01/2026-08-15,2027-07-01/2027-08-15")
        .containsEntry("time.zone", "America/Los_Angeles")
        .containsEntry("sftp.host", "sftp.vendor.example")
        .containsEntry("sftp.port", "2222")
        .containsEntry("sftp.password", "${env:SFTP_PASSWORD}")
        .containsEntry("sftp.host.key", HOST_KEY)
        .containsEntry("sftp.path", "/out/*.zip")
        .containsEntry("consent.resources", "optouts")
        .containsEntry("consent.alone", "optouts")
        .doesNotContainKeys("intake.approved", "intake.discarded");
    assertThat(new CsvSourceConnector().validate(config).configValues())
        .allMatch(value -> value.errorMessages().isEmpty());
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() throws IOException {
    Problems problems = new Problems();

    read(
        """
        kind: csv
        mapping: ours-1.1
        path: drop
        order: size
        delimiter: '""'
        encoding: UTF-9
        archive: { keep: -1, days: 3 }
        pause: { from: 2026-08-15, until: 2026-08-15 }
        sftp: { host: h, user: u, hostKey: SHA256:abc, path: /x, password: secret, keyFile: k }
        """,
        problems);

    assertThat(String.join("\n", problems.lines()))
        .contains(
            "roster.yaml:4: order: must be name or time",
            "order: means nothing without 'drop'",
            "delimiter: must be one character",
            "encoding: must be the name of a character encoding",
            "archive.keep: must be a whole number from 0 to 1000",
            "archive.days: is not known here",
            "pause: 'from' must be before 'until'",
            "sftp: needs 'drop'",
            "sftp: needs either 'password' or 'keyFile'",
            "sftp.password: must be a reference",
            "sftp.hostKey: must be the server's public key",
            "sftp.path: must be a pattern that a name ending in .zip can fit")
        .doesNotContain("secret", "abc");
  }

  @Test
  void aDropFolderIntoWhichZipsAreFetchedTakesZips() throws IOException {
    Problems problems = new Problems();

    read(
        """
        kind: csv
        mapping: ours-1.1
        path: drop
        drop: '*.csv'
        sftp: { host: h, user: u, hostKey: %s, path: '/x/*.csv', password: '${env:P}' }
        """
            .formatted(HOST_KEY),
        problems);

    assertThat(problems.lines())
        .hasSize(2)
        .anyMatch(line -> line.contains(": drop: must be a pattern that a name ending in .zip"))
        .anyMatch(
            line -> line.contains(": sftp.path: must be a pattern that a name ending in .zip"));
  }

  @Test
  void theArchiveLiesOutsideTheDropFolder() throws IOException {
    Problems problems = new Problems();

    read("kind: csv\nmapping: ours-1.1\npath: d\ndrop: '*'\narchive: { path: d/a }\n", problems);

    assertThat(problems.lines())
        .singleElement()
        .asString()
        .contains("archive: must not lie in the folder into which sets are dropped");
  }

  @Test
  void theNewestSetOfADropFolderIsLookedInto() throws IOException {
    String yaml = "kind: csv\nmapping: ours-1.1\npath: drop\ndrop: '*'\ndelimiter: ;\n";
    Files.createDirectories(dir.resolve("drop/1"));
    Files.writeString(dir.resolve("drop/1/orgs.csv"), "nothing\n");
    Files.createDirectories(dir.resolve("drop/2"));
    Files.writeString(dir.resolve("drop/2/orgs.csv"), "sourcedId;nome\n");
    Files.writeString(dir.resolve("drop/2/optouts.csv"), "id;student\n");
    Problems problems = new Problems();
    Source source = read(yaml, problems).orElseThrow();

    source
        .settings()
        .look(
            source, Mapping.load("m", source.mappingText(), Catalogue.load(), Map.of()), problems);

    assertThat(problems.lines())
        .singleElement()
        .asString()
        .contains("2!orgs.csv", "name", "of 2 columns there");
  }
}
