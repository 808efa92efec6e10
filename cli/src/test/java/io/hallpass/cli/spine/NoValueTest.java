package io.hallpass.cli.spine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.cli.Command;
import io.hallpass.cli.kafka.ConnectClient;
import io.hallpass.cli.kafka.TopicReader;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.RejectHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a vendor sends and whatever fails, no value gets into a log, an exception, a header, a
 * metric or a page: only codes and positions do.
 */
final class NoValueTest {
  private static final String DEBUG = "-Dlogback.configurationFile=logback-debug.xml";
  private static final DistrictTopics TOPICS = new DistrictTopics(Canaries.DISTRICT);

  /** What the district must have been rejected for, so that it was a test of all of it. */
  private static final List<String> CODES =
      List.of(
          "CELL_COUNT",
          "EXPRESSION_FAILED",
          "INVALID_DATE",
          "INVALID_VALUE",
          "MISSING_KEY",
          "MISSING_PERSON",
          "MISSING_REQUIRED",
          "UNKNOWN_CODE",
          "UNKNOWN_SCHEMA",
          "UNREADABLE_CONSENT",
          "UNREADABLE_ROW",
          "UNREADABLE_VALUE");

  @TempDir private Path dir;
  private Services services;
  private String warehouse;

  @Test
  void noValueGetsOutWhateverIsBad() throws Exception {
    try (Services running = Services.start(dir, DEBUG)) {
      services = running;
      warehouse = services.database("warehouse");
      Path folder = district();
      Path endpoints = dir.resolve("endpoints.properties");
      services.endpoints().write(endpoints);
      List<String> said = new ArrayList<>();
      said.add(command("apply", folder.toString(), "--endpoints", endpoints.toString()));
      vendorWrites();
      Wait.until(() -> "all codes; there are " + codes(), () -> codes().containsAll(CODES));
      Wait.until("what is good", () -> count("student") == 3 && count("health_record") == 1);

      sinkFails(folder);
      headerIsMissing(folder);

      said.add(command("status", "--endpoints", endpoints.toString()));
      said.add(command("status", "--json", "--endpoints", endpoints.toString()));
      said.add(command("check", folder.toString()));
      said.forEach(text -> assertThat(Canaries.in(text)).as("what a command said").isEmpty());
      logsHoldNone();
      topicsHoldNoneOutsideKeysAndValues();
      pagesHoldNone();
    }
  }

  private Path district() throws Exception {
    Path secrets = dir.resolve("secrets.properties");
    Files.writeString(secrets, "secret=0123456789abcdef0123456789abcdef\npg=postgres\n");
    Path folder = dir.resolve(Canaries.DISTRICT);
    Canaries.write(
        folder,
        Map.of(
            "secret",
            "${file:" + secrets + ":secret}",
            "password",
            "${file:" + secrets + ":pg}",
            "warehouse",
            warehouse.replaceFirst("[?].*", ""),
            "port",
            warehouse.replaceAll(".*:(\\d+)/.*", "$1")));
    execute(services.database("canary_sis"), Files.readString(folder.resolve("sis.sql")));
    return folder;
  }

  private static String command(String... args) {
    Command command = Command.hallpass(args);
    return command.out() + command.err();
  }

  private void vendorWrites() throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", services.endpoints().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (byte[] message : Canaries.messages()) {
        producer.send(new ProducerRecord<>(TOPICS.raw("push", "marks"), message)).get();
      }
    }
  }

  private Set<String> codes() {
    Set<String> codes = new TreeSet<>();
    new TopicReader(services.endpoints())
        .all(
            TOPICS.rejected(),
            record -> codes.add(RejectHeaders.text(record.headers(), RejectHeaders.CODE)));
    return codes;
  }

  /** A constraint of somebody else: PostgreSQL's error quotes the whole row. */
  private void sinkFails(Path folder) throws Exception {
    execute(
        warehouse,
        "ALTER TABLE canary.student ADD CHECK (given_name <> 'kanari-1-renamed') NOT VALID");
    Path users = folder.resolve("roster/users.csv");
    Files.writeString(
        users,
        """
        id,first,last,birth
        kanari-1-id,kanari-1-renamed,kanari-1-last,1903-04-01
        kanari-2-id,kanari-2-first,kanari-2-last,1903-04-02
        """);
    ConnectClient connect = new ConnectClient(services.endpoints().sinkConnectUrl());
    Wait.until(
        "the sink to fail",
        () -> connect.state("canary.sink.own").orElseThrow().state().equals("FAILED"));
  }

  /** The first line is a person. */
  private void headerIsMissing(Path folder) throws Exception {
    Files.writeString(folder.resolve("roster/rooms.csv"), "kanari-1-id,77331005\n");
    Wait.until(
        "the source to say so",
        () -> Logs.of(dir).get(dir.resolve("ingest.log")).contains("rooms.csv"));
  }

  private void logsHoldNone() throws Exception {
    Logs.of(dir).forEach((file, text) -> assertThat(Canaries.in(text)).as("in %s", file).isEmpty());
  }

  /** Keys and values of a district's topics are what the district is; all else says nothing. */
  private void topicsHoldNoneOutsideKeysAndValues() {
    new EveryByte(services.endpoints().bootstrapServers())
        .each(
            (topic, part, bytes) -> {
              boolean content = part.equals("a key") || part.equals("a value");
              boolean ofTheDistrict =
                  topic.startsWith(Canaries.DISTRICT + ".") && !topic.equals(TOPICS.status());
              if (!content || !ofTheDistrict) {
                assertThat(Canaries.in(bytes)).as("%s of %s", part, topic).isEmpty();
              }
            });
  }

  private void pagesHoldNone() {
    Pages.of(services)
        .forEach(
            (url, page) -> {
              assertThat(page).as("the page %s", url).isNotBlank();
              assertThat(Canaries.in(page)).as("the page %s", url).isEmpty();
            });
  }

  private long count(String table) throws SQLException {
    try (Connection connection = DriverManager.getConnection(warehouse);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM canary." + table)) {
      result.next();
      return result.getLong(1);
    }
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
