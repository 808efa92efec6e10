package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.cli.kafka.ConnectClient;
import io.hallpass.cli.kafka.TopicReader;
import io.hallpass.cli.spine.Wait;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What could not be taken: found, mended, and taken after all, on a real stack. */
@ExtendWith(RunningStack.Extension.class)
final class WhatCouldNotBeTakenTest {
  @Test
  void rowsThatCouldNotBeTakenAreCountedAndShownWithoutTheirValues(RunningStack stack) {
    TestDistrict district = stack.district("counted");
    district
        .files()
        .roster()
        .write(
            "files/days.csv",
            "id,day,code\n1,2026-09-01,Present\n2,NO-DAY,Present\n1,NO-DATE,Present\n1,SPLIT\n");
    district.applied();
    Wait.until("the rejects", () -> district.rejected().size() == 3);

    Command list = stack.on("rejected", "list", "--district", "counted");
    Command show = stack.on("rejected", "show", "--district", "counted", "--source", "roster");
    Command one = stack.on("rejected", "list", "--district", "counted", "--code", "cell_count");
    Command json = stack.on("rejected", "show", "--district", "counted", "--json");
    Command replay = stack.on("rejected", "replay", "--district", "counted");

    assertThat(list.out())
        .containsPattern("2 +roster +days +INVALID_DATE +attendance-event.eventDate +20.* apply")
        .containsPattern("1 +roster +days +CELL_COUNT +20.* source");
    assertThat(show.out())
        .containsPattern(
            "INVALID_DATE  attendance-event.eventDate  roster.days  counted.raw.roster.days-\\d@\\d+  apply")
        .contains("CELL_COUNT  -  roster.days  days.csv:5  source");
    assertThat(one.out()).contains("CELL_COUNT").doesNotContain("INVALID_DATE");
    assertThat(json.out()).contains("\"at\" : \"days.csv:5\"");
    assertThat(replay.out())
        .contains("put on their topics again: 0")
        .containsPattern("2  INVALID_DATE: in the landing store")
        .containsPattern("1  CELL_COUNT: nothing of it is kept");
    for (Command command : new Command[] {list, show, one, json, replay}) {
      assertThat(command.err()).isEmpty();
      assertThat(command.out()).doesNotContain("NO-DA", "SPLIT", "Present");
    }
  }

  @Test
  void aVendorsRowsAreTakenAfterAllOnceTheirMappingIsMended(RunningStack stack) throws Exception {
    TestDistrict district = stack.district("replayed");
    district.files().roster();
    district
        .files()
        .write("sources/push.yaml", "kind: kafka-topic\nmapping: push\n")
        .write("mappings/push.yaml", push("id"));
    district.applied();
    Wait.until("both students", () -> district.count("student") == 2);
    publish(stack, "replayed", "{\"no\":\"a\",\"pupil\":\"1\",\"day\":\"2026-09-01\"}");
    publish(stack, "replayed", "{\"no\":\"b\",\"pupil\":\"2\",\"day\":\"2026-09-01\"}");
    Wait.until("the rejects", () -> district.rejected().size() == 2);
    Command early = replay(stack);
    Wait.until("the rejects of the replay", () -> district.rejected().size() == 4);

    district.files().write("mappings/push.yaml", push("no"));
    district.applied();
    publish(stack, "replayed", "{\"no\":\"b\",\"pupil\":\"2\",\"day\":\"2026-09-02\"}");
    Wait.until("what comes now", () -> district.count("discipline_incident") == 1);
    Command once = replay(stack);
    Wait.until("what came before", () -> district.count("discipline_incident") == 2);
    Command twice = replay(stack);
    publish(stack, "replayed", "{\"no\":\"c\",\"pupil\":\"2\",\"day\":\"2026-09-03\"}");
    Wait.until("what comes behind", () -> district.count("discipline_incident") == 3);

    for (Command command : new Command[] {early, once, twice}) {
      assertThat(command.err()).isEmpty();
      assertThat(command.out()).contains("put on their topics again: 2");
    }
    assertThat(
            district.number(
                "SELECT count(*) FROM replayed.discipline_incident"
                    + " WHERE incident_date IN ('2026-09-01', '2026-09-02', '2026-09-03')"))
        .isEqualTo(3);
    assertThat(
            district.number(
                "SELECT count(*) FROM replayed.discipline_incident WHERE incident_date = '2026-09-01'"))
        .as("the older row of b is not put over the newer one")
        .isEqualTo(1);
    assertThat(district.rejected()).hasSize(4);
  }

  @Test
  void aMendedMappingTakesWhatIsKeptWithoutAskingTheVendor(RunningStack stack) throws Exception {
    TestDistrict district = stack.district("mended");
    String days =
        "id,day,code\n1,9/1/2026,Present\n2,9/2/2026,Present\n2,2026-09-03,HERE\n1,2026-09-04,HERE\n";
    district.files().roster().write("files/days.csv", days);
    district.applied();
    Wait.until("two rejects", () -> district.rejected().size() == 2);
    Wait.until("what is right", () -> district.count("attendance_event") == 2);
    Command unchanged = remap(stack, district);
    Path mapping = district.files().dir().resolve("mappings/roster.yaml");
    String text = Files.readString(mapping);
    String eitherDate = "\"row.day.contains('/') ? date(row.day, 'M/d/yyyy') : row.day\"";
    Files.writeString(
        mapping,
        text.replace("eventDate: row.day", "eventDate: " + eitherDate)
            .replace("givenName: row.first", "familyName: row.first"));

    Command foretold = remap(stack, district);
    Command json = remap(stack, district, "--json", "--students");
    Command named = remap(stack, district, "--students", "--limit", "1");
    Map<String, Long> collected = collected(stack, district);
    String connector =
        new ConnectClient(stack.endpoints().connectUrl()).config("mended.roster").toString();
    district.applied();

    assertThat(unchanged.out()).isEqualTo("mended: no mapping would change\n");
    assertThat(foretold.err()).isEmpty();
    assertThat(foretold.out())
        .contains("source roster: 6 rows mapped with both mappings")
        .containsPattern("attendance-event +2 +0 +0 +0")
        .containsPattern("student +0 +0 +2 +0")
        .containsPattern("familyName +2")
        .containsPattern("days INVALID_DATE +attendance-event.eventDate +2 +0")
        .containsPattern("days +attendance-event.attendanceEventCategory +2 +2")
        .contains("2 students touched")
        .doesNotContain("HERE", "Ada", "2026-09", "9/1");
    assertThat(json.out())
        .contains("\"familyName\" : 2", "\"studentsNotShown\" : 0")
        .doesNotContain("HERE", "Ada");
    assertThat(named.out()).contains("and 1 more; --limit").doesNotContain("HERE", "Ada");
    assertThat(studentIds(stack, district))
        .hasSize(2)
        .allSatisfy(student -> assertThat(json.out()).contains("\"" + student + "\" : {"))
        .anySatisfy(
            student ->
                assertThat(named.out())
                    .contains(
                        "  "
                            + student
                            + "  attendance-event: (new)  student: familyName, givenName"));
    Wait.until("what was rejected", () -> district.count("attendance_event") == 4);
    Wait.until(
        "the other names",
        () -> district.number("SELECT count(family_name) FROM mended.student") == 2);
    assertThat(district.number("SELECT count(given_name) FROM mended.student")).isZero();
    assertThat(collected(stack, district)).as("nothing was asked").isEqualTo(collected);
    assertThat(new ConnectClient(stack.endpoints().connectUrl()).config("mended.roster"))
        .hasToString(connector);
    Files.writeString(mapping, text);
    assertThat(remap(stack, district).out())
        .as("every row once, although the changelog has it twice")
        .contains("source roster: 6 rows")
        .containsPattern("days INVALID_DATE +attendance-event.eventDate +0 +2");
  }

  @Test
  void driftNamesColumnsAndTheCodesThatManyHave(RunningStack stack) throws Exception {
    TestDistrict district = stack.district("drifted");
    StringBuilder days = new StringBuilder("id,day,code\n");
    for (int i = 1; i <= 12; i++) {
      days.append(i).append(",2026-09-01,HERE\n").append(i).append(",2026-09-02,Present\n");
    }
    district.files().roster().write("files/days.csv", days + "3,2026-09-03,WITH-HER-AUNT\n");
    district
        .files()
        .write("sources/push.yaml", "kind: kafka-topic\nmapping: push\n")
        .write("mappings/push.yaml", push("no"));
    district.applied();
    for (int i = 0; i < 10; i++) {
      publish(stack, "drifted", "{\"no\":\"" + i + "\",\"pupil\":\"1\",\"room\":\"7\"}");
    }
    publish(stack, "drifted", "{\"no\":\"10\",\"pupil\":\"1\",\"Ada\":\"7\"}");
    String dir = district.files().dir().toString();
    Pattern allButOne = Pattern.compile("12 +roster +attendance-event.attendanceEventCategory");
    Wait.until(
        "all days to be kept",
        () -> {
          String kept = stack.on("drift", dir).out();
          return allButOne.matcher(kept).find() && kept.contains("(too few people to show)");
        });

    Command drift = stack.on("drift", dir);
    Command json = stack.on("drift", "--json", dir);

    assertThat(drift.err()).isEmpty();
    assertThat(drift.out())
        .contains("users: nobody maps [password]")
        .contains("incidents: the mapping names and the source lacks [day]")
        .contains("incidents: nobody maps [room]")
        .contains("incidents: 1 more, not named here")
        .containsPattern(
            "12 +roster +attendance-event.attendanceEventCategory +attendance-event-category +HERE")
        .containsPattern(" 1 +roster .* \\(too few people to show\\)")
        .doesNotContain("AUNT", "Ada", "PASSWORD-1");
    assertThat(json.out()).contains("\"HERE\" : 12").doesNotContain("AUNT", "Ada");
  }

  @Test
  void driftLooksAtDatabasesWithoutAStack(RunningStack stack) throws Exception {
    String url = stack.database("drifting");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE pupil (no text PRIMARY KEY, given text, ssn text)");
      statement.execute("INSERT INTO pupil VALUES ('1', 'Ada', '123-45-6789')");
    }
    TestDistrict district = stack.district("drifting");
    district
        .files()
        .roster()
        .write("mappings/sis.yaml", push("no").replace("incidents", "pupil"))
        .write(
            "sources/asked.yaml",
            "kind: jdbc-query\nmapping: sis\nurl: '"
                + url.replaceFirst("[?].*", "")
                + "'\nuser: postgres\npassword: "
                + stack.secret("pg")
                + "\ntables: { pupil: public.pupil }\n")
        .write(
            "sources/followed.yaml",
            "kind: postgres-cdc\nmapping: sis\nconnection: { host: 127.0.0.1, port: "
                + stack.postgresPort()
                + ", database: drifting, user: postgres, password: '"
                + stack.secret("pg")
                + "' }\ntables: { pupil: public.pupil }\n");

    Command drift = Command.hallpass("drift", "--columns", district.files().dir().toString());

    assertThat(drift.err()).isEmpty();
    assertThat(drift.out().split("(?m)^source "))
        .filteredOn(part -> part.startsWith("asked") || part.startsWith("followed"))
        .hasSize(2)
        .allSatisfy(
            part ->
                assertThat(part)
                    .contains("pupil: nobody maps [given, ssn]")
                    .contains("pupil: the mapping names and the source lacks [day, pupil]")
                    .doesNotContain("Ada", "123"));
  }

  private static Set<String> studentIds(RunningStack stack, TestDistrict district) {
    Set<String> ids = new HashSet<>();
    new TopicReader(stack.endpoints())
        .all(
            district.topics().records(),
            record -> {
              String key = new String(record.key(), StandardCharsets.UTF_8);
              if (key.contains("/student/")) {
                ids.add(key.substring(0, key.indexOf('/')));
              }
            });
    return ids;
  }

  private static Command remap(RunningStack stack, TestDistrict district, String... more) {
    List<String> args = new ArrayList<>(List.of("remap", "--dry-run"));
    args.addAll(List.of(more));
    args.add(district.files().dir().toString());
    return stack.on(args.toArray(String[]::new));
  }

  /** How many records the raw topics have. */
  private static Map<String, Long> collected(RunningStack stack, TestDistrict district) {
    Map<String, Long> counts = new TreeMap<>();
    for (String resource : List.of("users", "days")) {
      String topic = district.topics().raw("roster", resource);
      new TopicReader(stack.endpoints()).all(topic, r -> counts.merge(topic, 1L, Long::sum));
    }
    return counts;
  }

  @Test
  void remapWithoutDryRunSaysWhatDoesIt(RunningStack stack) {
    Command remap = stack.on("remap", "everett");

    assertThat(remap.exitCode()).isEqualTo(2);
    assertThat(remap.err()).contains("--dry-run", "hallpass apply everett");
  }

  private static Command replay(RunningStack stack) {
    return stack.on("rejected", "replay", "--district", "replayed", "--source", "push");
  }

  private static String push(String key) {
    return """
        mapping: push
        resources:
          incidents:
            key: [%1$s]
            emit:
              - entity: discipline-incident
                id: row.%1$s
                person: { system: roster, value: row.pupil }
                fields: { incidentDate: row.day }
        """
        .formatted(key);
  }

  private static void publish(RunningStack stack, String district, String row) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            stack.endpoints().client(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  district + ".raw.push.incidents", row.getBytes(StandardCharsets.UTF_8)))
          .get();
    }
  }

  @Test
  void aDistrictThatIsNotThereIsSaid(RunningStack stack) {
    Command list = stack.on("rejected", "list", "--district", "atlantis");

    assertThat(list.exitCode()).isEqualTo(2);
    assertThat(list.err()).contains("there is no district 'atlantis'");
  }
}
