package io.hallpass.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.cdc.CapturedTable;
import io.hallpass.ingest.cdc.CdcPublication;
import io.hallpass.ingest.cdc.PostgresCdcSettings;
import io.hallpass.ingest.csv.CsvResource;
import io.hallpass.ingest.csv.CsvSourceSettings;
import io.hallpass.ingest.edfi.EdFiXmlSourceSettings;
import io.hallpass.ingest.edfi.Namespaces;
import io.hallpass.ingest.fileset.FileSetSettings;
import io.hallpass.ingest.jdbc.JdbcResource;
import io.hallpass.ingest.jdbc.JdbcSourceSettings;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.runtime.topics.RawHeaders;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorsInWorkerTest {
  private static final int PARTITIONS = 3;

  @TempDir static Path folder;
  private static Worker worker;

  @BeforeAll
  static void start() {
    worker = new Worker(folder);
  }

  @AfterAll
  static void stop() {
    worker.close();
  }

  @Test
  void everyRowOfAFileArrivesExactlyOnceThoughItsTaskIsRestarted() throws Exception {
    int rows = 60_000;
    Path files = Files.createDirectory(folder.resolve("files"));
    StringBuilder text = new StringBuilder("sourcedId,givenName\n");
    for (int i = 0; i < rows; i++) {
      text.append('s').append(i).append(",Name ").append(i).append('\n');
    }
    Files.writeString(files.resolve("users.csv"), text);
    worker.topics("everett", PARTITIONS, "roster", "users");
    CsvSourceSettings settings =
        CsvSourceSettings.of(
                "everett",
                "roster",
                PARTITIONS,
                files.toString(),
                CsvSourceSettings.Format.PLAIN,
                List.of(
                    new CsvResource(
                        "users", "users.csv", List.of("sourcedId"), List.of("givenName"))))
            .withTimes(50, 0);
    worker.create(settings.connectorConfig());
    worker.read("everett.raw.roster.users", records -> records.size() > 2_000);
    worker.restart(settings.files().connectorName());

    List<ConsumerRecord<byte[], byte[]>> records =
        worker.read("everett.raw.roster.users", ConnectorsInWorkerTest::ended);

    assertThat(records).hasSize(rows + PARTITIONS);
    assertThat(records.stream().map(record -> Worker.text(record.key())).distinct())
        .hasSize(rows + 1);
    assertThat(records)
        .filteredOn(record -> record.key() != null)
        .allMatch(
            record ->
                record.partition() == Utils.toPositive(Utils.murmur2(record.key())) % PARTITIONS);
    assertThat(records.stream().map(record -> RawHeaders.position(record.headers()).getAsLong()))
        .containsOnly(RawHeaders.position(records.get(0).headers()).getAsLong());
  }

  @Test
  void aHeldSetStopsNoConnectorAndTheNextGoodOneIsRead() throws Exception {
    Path files = Files.createDirectory(folder.resolve("held"));
    Files.writeString(files.resolve("users.csv"), "sourcedId\nCANARY\n");
    worker.topics("spokane", PARTITIONS, "roster", "users");
    CsvSourceSettings settings =
        CsvSourceSettings.of(
                "spokane",
                "roster",
                PARTITIONS,
                files.toString(),
                CsvSourceSettings.Format.PLAIN,
                List.of(
                    new CsvResource(
                        "users", "users.csv", List.of("sourcedId"), List.of("givenName"))))
            .withTimes(50, 100);
    worker.create(settings.connectorConfig());
    worker.read("spokane.control.status", told -> last(told).contains("'givenName' is missing"));
    worker.untilRunning(settings.files().connectorName());
    Files.writeString(files.resolve("users.csv"), "sourcedId,givenName\ns1,Ann\n");

    List<ConsumerRecord<byte[], byte[]>> records =
        worker.read("spokane.raw.roster.users", ConnectorsInWorkerTest::ended);

    assertThat(records).hasSize(1 + PARTITIONS);
    worker.read("spokane.control.status", told -> !last(told).contains("held"));
  }

  @Test
  void everyElementOfASetArrivesExactlyOnceThoughItsTaskIsRestarted() throws Exception {
    int students = 20_000;
    Path files = Files.createDirectory(folder.resolve("interchanges"));
    StringBuilder xml = new StringBuilder("<InterchangeStudent xmlns='http://ed-fi.org/0200'>\n");
    for (int i = 0; i < students; i++) {
      xml.append("<Student><Id>").append(i).append("</Id><Ssn>CANARY</Ssn></Student>\n");
    }
    Files.writeString(files.resolve("Student.xml"), xml.append("</InterchangeStudent>"));
    worker.topics("omak", PARTITIONS, "edfi", "Student");
    EdFiXmlSourceSettings settings =
        new EdFiXmlSourceSettings(
            FileSetSettings.of("omak", "edfi", PARTITIONS, files.toString()).withTimes(50, 0),
            Map.of("Student", new RowColumns(List.of("Id"), List.of())),
            List.of(Namespaces.V2));
    worker.create(settings.connectorConfig());
    worker.read("omak.raw.edfi.student", records -> records.size() > 2_000);
    worker.restart(settings.files().connectorName());

    List<ConsumerRecord<byte[], byte[]>> records =
        worker.read("omak.raw.edfi.student", ConnectorsInWorkerTest::ended);

    assertThat(records).hasSize(students + PARTITIONS);
    assertThat(records.stream().map(record -> Worker.text(record.key())).distinct())
        .hasSize(students + 1);
    assertThat(records).noneMatch(record -> Worker.text(record.value()).contains("CANARY"));
  }

  private static String last(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.isEmpty() ? "held" : Worker.text(records.get(records.size() - 1).value());
  }

  @Test
  void aDatabaseIsFollowedAndItsPasswordStaysAReference() throws Exception {
    Path secrets = folder.resolve("secrets.properties");
    Files.writeString(secrets, "sis=CANARY-password\n");
    try (Connection connection = DriverManager.getConnection(worker.jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE pupils (id int PRIMARY KEY, name text, ssn text)");
      statement.execute("INSERT INTO pupils VALUES (1, 'Ann', 'CANARY-1')");
      worker.topics("yakima", PARTITIONS, "sis", "pupils");
      PostgresCdcSettings settings =
          PostgresCdcSettings.of(
              "yakima",
              "sis",
              PARTITIONS,
              new PostgresCdcSettings.Database(
                  "localhost",
                  URI.create(worker.jdbcUrl().substring("jdbc:".length())).getPort(),
                  "postgres",
                  "postgres",
                  "${file:" + secrets + ":sis}",
                  "disable",
                  ""),
              List.of(CapturedTable.of("pupils", "pupils", List.of("id"), List.of("name"), false)));
      CdcPublication.apply(connection, settings);
      worker.create(settings.connectorConfig());
      worker.read("yakima.raw.sis.pupils", ConnectorsInWorkerTest::ended);
      statement.execute("UPDATE pupils SET name = 'Anna', ssn = 'CANARY-2'");
      worker.read("yakima.raw.sis.pupils", records -> records.size() == 2 + PARTITIONS);
      worker.restart(settings.connectorName());
      statement.execute("DELETE FROM pupils");
    }

    List<ConsumerRecord<byte[], byte[]>> records =
        worker.read("yakima.raw.sis.pupils", found -> found.size() >= 3 + PARTITIONS);

    assertThat(records.stream().filter(record -> record.key() != null))
        .extracting(record -> Worker.text(record.value()))
        .containsExactly(
            "{\"id\":\"1\",\"name\":\"Ann\"}", "{\"id\":\"1\",\"name\":\"Anna\"}", "null");
    List<ConsumerRecord<byte[], byte[]>> stored =
        worker.read(
            "ingest-test.configs",
            found -> found.stream().anyMatch(r -> Worker.text(r.key()).contains("yakima")));
    assertThat(stored).noneMatch(record -> Worker.text(record.value()).contains("CANARY"));
  }

  @Test
  void aFullPassOverADatabaseIsWholeThoughItsTaskIsRestarted() throws Exception {
    int rows = 30_000;
    try (Connection connection =
            DriverManager.getConnection(worker.jdbcUrl(), "postgres", "postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE students AS SELECT id, 'Name ' || id AS name, 'CANARY' AS ssn"
              + " FROM generate_series(1, "
              + rows
              + ") id");
    }
    worker.topics("selah", PARTITIONS, "sis", "students");
    JdbcSourceSettings settings =
        JdbcSourceSettings.of(
            "selah",
            "sis",
            PARTITIONS,
            new JdbcSourceSettings.Login(
                worker.jdbcUrl().replaceAll("[?].*", ""), "postgres", "postgres"),
            List.of(
                JdbcResource.table(
                    "students", "public.students", "", List.of("id"), List.of("name"))),
            JdbcSourceSettings.Times.DEFAULT);
    worker.create(settings.connectorConfig());
    worker.read("selah.raw.sis.students", records -> records.size() > 2_000);
    worker.restart(settings.connectorName());

    List<ConsumerRecord<byte[], byte[]>> records =
        worker.read("selah.raw.sis.students", ConnectorsInWorkerTest::ended);

    long marked =
        records.stream()
            .filter(record -> RawHeaders.complete(record.headers()))
            .mapToLong(record -> RawHeaders.position(record.headers()).getAsLong())
            .findFirst()
            .orElseThrow();
    assertThat(records)
        .filteredOn(record -> RawHeaders.position(record.headers()).getAsLong() == marked)
        .hasSize(rows + PARTITIONS);
    assertThat(records)
        .allMatch(record -> RawHeaders.position(record.headers()).getAsLong() <= marked)
        .noneMatch(record -> Worker.text(record.value()).contains("CANARY"));
  }

  private static boolean ended(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().filter(record -> RawHeaders.complete(record.headers())).count()
        == PARTITIONS;
  }
}
