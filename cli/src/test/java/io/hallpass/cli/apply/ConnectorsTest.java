package io.hallpass.cli.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.cli.district.CheckedDistrict;
import io.hallpass.cli.kafka.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConnectorsTest {
  @TempDir private Path dir;

  @Test
  void vendorsDatabasesOnOtherHostsAreFollowedWithEncryptionUnlessTheFileSaysOtherwise()
      throws IOException {
    write("district.yaml", "name: everett\ntimeZone: UTC\nsecret: ${env:SECRET}\n");
    write(
        "mappings/sis.yaml",
        """
        mapping: sis
        resources:
          pupil:
            key: [no]
            emit:
              - register: student
                person: { system: sis, value: row.no }
        """);
    write("sources/own.yaml", "registers: student\n" + source("host: localhost"));
    for (String name : new String[] {"away", "plain", "verified"}) {
      write("mappings/" + name + ".yaml", org(name));
    }
    write("trusted.pem", "");
    write("sources/away.yaml", source("away", "host: sis.example.org"));
    write("sources/plain.yaml", source("plain", "host: sis.example.org, sslMode: disable"));
    write(
        "sources/verified.yaml",
        source(
            "verified", "host: sis.example.org, sslMode: verify-full, sslRootCert: trusted.pem"));

    CheckedDistrict checked = CheckedDistrict.require(dir);
    Map<String, Map<String, String>> configs =
        new Connectors(
                checked.catalogue(),
                new Endpoints(
                    "kafka:9092", "http://registry", "http://c", "http://c", "", Map.of()))
            .sources(checked.district(), checked.mappings());

    assertThat(configs.get("everett.own")).containsEntry("database.sslmode", "prefer");
    assertThat(configs.get("everett.away")).containsEntry("database.sslmode", "require");
    assertThat(configs.get("everett.plain")).containsEntry("database.sslmode", "disable");
    assertThat(configs.get("everett.verified"))
        .containsEntry("database.sslmode", "verify-full")
        .containsEntry("database.sslrootcert", dir.resolve("trusted.pem").toString());
  }

  private static String org(String name) {
    return "mapping: "
        + name
        + "\nresources:\n  pupil:\n    key: [no]\n    emit:\n      - { entity: org, id: row.no, fields: { name: row.no } }\n";
  }

  private static String source(String where) {
    return source("sis", where);
  }

  private static String source(String mapping, String where) {
    return "kind: postgres-cdc\nmapping: "
        + mapping
        + "\ntables: { pupil: public.pupil }\nconnection: { database: d, user: u, password: '${env:P}', "
        + where
        + " }\n";
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(dir.resolve(file).getParent());
    Files.writeString(dir.resolve(file), text);
  }
}
