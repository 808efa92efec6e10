package io.hallpass.cli;

import static io.hallpass.cli.Command.hallpass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.cli.kafka.TopicReader;
import io.hallpass.cli.spine.Wait;
import io.hallpass.cli.stack.WholeStack;
import io.hallpass.runtime.avro.RegistrySchemaIds;
import io.hallpass.runtime.avro.SchemaRefusedException;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.RejectHeaders;
import io.hallpass.runtime.topics.TopicAdmin;
import io.hallpass.runtime.topics.TopicSpec;
import io.hallpass.schemas.Catalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands, on a running stack: what a data engineer does in the first hour, and what goes
 * wrong then.
 */
final class StackTest {
  private static final Path SDS = Path.of("../../shared/samples/microsoft-sds-csv/SDS v2.1");
  private static final String EVERYTHING =
      "['*', SPECIAL_EDUCATION, HEALTH, MEAL_STATUS, LIVING_SITUATION]";

  @TempDir private static Path dir;
  private static WholeStack stack;
  private static Path endpoints;
  private static String warehouse;

  @BeforeAll
  static void start() throws IOException {
    stack = WholeStack.start(dir.resolve("data"), OptionalInt.empty(), true, line -> {});
    endpoints = dir.resolve("endpoints.properties");
    stack.endpoints().write(endpoints);
    warehouse = stack.database("warehouse");
    Files.writeString(
        dir.resolve("secrets.properties"),
        "secret=0123456789abcdef0123456789abcdef\npg=postgres\n");
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private static Command on(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--endpoints");
    all.add(endpoints.toString());
    return hallpass(all.toArray(String[]::new));
  }

  private static void applied(Path folder) {
    Command apply = on("apply", folder.toString());
    assertThat(apply.err()).isEmpty();
    assertThat(apply.exitCode()).isZero();
  }

  private static Path district(String name, String more) throws IOException {
    Path folder = Files.createDirectories(dir.resolve(name));
    write(
        folder,
        "district.yaml",
        "name: "
            + name
            + "\ntimeZone: UTC\npartitions: 2\nsecret: ${file:"
            + dir.resolve("secrets.properties")
            + ":secret}\n"
            + more);
    write(
        folder,
        "recipients/own.yaml",
        "warehouse: { url: '"
            + warehouseWithoutUser()
            + "', user: postgres, schema: "
            + name.replace('-', '_')
            + " }\n"
            + "agreements:\n"
            + "  - { id: own, purpose: reporting, basis: DISTRICT, categories: "
            + EVERYTHING
            + ", validFrom: 2020-07-01 }\n");
    return folder;
  }

  private static String warehouseWithoutUser() {
    return warehouse.replaceFirst("[?].*", "");
  }

  private static void write(Path folder, String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text);
  }

  private static Path roster(String name, String more) throws IOException {
    Path folder = district(name, more);
    write(
        folder,
        "sources/roster.yaml",
        "kind: csv\nmapping: roster\nregisters: student\npath: files\n");
    write(
        folder,
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
                id: row.id
                person: { system: roster, value: row.id }
                fields: { givenName: row.first, sourcedId: row.id }
          days:
            key: [id, day]
            emit:
              - entity: attendance-event
                id: row.id + '/' + row.day
                person: { system: roster, value: row.id }
                fields: { eventDate: row.day, attendanceEventCategory: row.code }
        """);
    write(folder, "files/users.csv", "id,first,password\n1,Ada,PASSWORD-1\n2,Alan,PASSWORD-2\n");
    write(folder, "files/days.csv", "id,day,code\n1,2026-09-01,Present\n2,2026-09-01,Present\n");
    return folder;
  }

  private static long count(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(warehouse);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM " + sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  private static List<String> rejected(String name) {
    List<String> codes = new ArrayList<>();
    new TopicReader(stack.endpoints())
        .all(
            new DistrictTopics(name).rejected(),
            r ->
                codes.add(
                    RejectHeaders.text(r.headers(), RejectHeaders.CODE)
                        + " "
                        + RejectHeaders.text(r.headers(), RejectHeaders.FIELD)));
    return codes;
  }

  @Test
  void microsoftsSampleArrivesWholeAndItsPasswordsNowhere() throws IOException, SQLException {
    Assumptions.assumeTrue(Files.isDirectory(SDS), "the samples beside the checkout are not there");
    Path folder = district("sds", "");
    String path = SDS.toAbsolutePath().normalize().toString();
    write(
        folder,
        "sources/sds.yaml",
        "kind: csv\nmapping: sds-2.1-csv\nregisters: student\npath: '" + path + "'\n");

    Command apply = on("apply", folder.toString());

    assertThat(apply.err()).isEmpty();
    Wait.until(
        "all users",
        () -> count("sds.student") + count("sds.staff") == 6 && count("sds.guardian") == 3);
    Wait.until(
        "all else", () -> count("sds.class_enrollment") == 4 && count("sds.demographics") == 4);
    long people =
        count("sds.student")
            + count("sds.staff")
            + count("(SELECT DISTINCT record_id FROM sds.guardian)");
    assertThat(people).isEqualTo(8);
    assertThat(count("sds.org")).isEqualTo(4);
    assertThat(count("sds.academic_session")).isEqualTo(2);
    assertThat(count("sds.course")).isEqualTo(3);
    assertThat(count("sds.class")).isEqualTo(2);
    assertThat(count("sds.class_enrollment") + count("sds.class_staff")).isEqualTo(6);
    assertThat(
            count("sds.special_education")
                + count("sds.section_504")
                + count("sds.meal_eligibility"))
        .isEqualTo(3);
    nowhere("sds", "P@ssword123");
  }

  private static void nowhere(String name, String secret) {
    byte[] wanted = secret.getBytes(StandardCharsets.UTF_8);
    TopicReader reader = new TopicReader(stack.endpoints());
    try (TopicAdmin admin = new TopicAdmin(stack.endpoints().client())) {
      for (String topic : admin.names()) {
        if (topic.startsWith(name + ".")) {
          reader.all(
              topic,
              r -> {
                assertThat(contains(r.key(), wanted) || contains(r.value(), wanted))
                    .as("in %s", topic)
                    .isFalse();
                r.headers()
                    .forEach(
                        h -> assertThat(contains(h.value(), wanted)).as("in %s", topic).isFalse());
              });
        }
      }
    }
  }

  private static boolean contains(byte[] bytes, byte[] wanted) {
    return bytes != null
        && new String(bytes, StandardCharsets.ISO_8859_1)
            .contains(new String(wanted, StandardCharsets.ISO_8859_1));
  }

  @Test
  void applyingTwiceChangesNothingAndADryRunNothingAtAll() throws IOException {
    Path folder = roster("twice", "");
    Command dryRun = on("apply", "--dry-run", folder.toString());
    assertThat(dryRun.out()).contains("+ topic twice.canonical.records (2 partitions)");
    try (TopicAdmin admin = new TopicAdmin(stack.endpoints().client())) {
      assertThat(admin.names()).noneMatch(name -> name.startsWith("twice."));
    }
    applied(folder);

    Command again = on("apply", folder.toString());

    assertThat(again.out()).contains("twice: nothing to change");
  }

  @Test
  void badRowsAreRejectedWithACodeAndStopNoOthers() throws IOException, SQLException {
    Path folder = roster("badrows", "");
    write(
        folder,
        "files/days.csv",
        "id,day,code\n1,2026-09-01,Present\n2,yesterday,Present\n1,2026-09-02\n,2026-09-03,Present\n1,2026-09-04,Whatever\n9,2026-09-01,Present\n");

    applied(folder);

    Wait.until(
        "the good rows",
        () -> count("badrows.attendance_event") == 2 && count("badrows.student") == 2);
    Wait.until("the bad rows", () -> rejected("badrows").size() == 3);
    assertThat(rejected("badrows"))
        .containsExactlyInAnyOrder(
            "INVALID_DATE attendance-event.eventDate", "CELL_COUNT ", "MISSING_KEY id");
    Wait.until(
        "the row of a student nobody registered to be counted as waiting",
        () -> on("status", "badrows").out().contains("waiting"));
    assertThat(on("status", "badrows", "--json").out())
        .contains("\"waiting\" : 1", "\"rejected\" : 3");
  }

  @Test
  void statusSaysWhyFilesAreHeldUntilGoodOnesCome() throws IOException, SQLException {
    Path folder = roster("held", "");
    applied(folder);
    Wait.until("both students", () -> count("held.student") == 2);
    write(folder, "files/days.csv", "id,day\n1,2026-09-01\n");

    Wait.until(
        "status to say so",
        () ->
            on("status", "held")
                .out()
                .contains("RUNNING; held: days.csv: column 'code' is missing"));

    write(folder, "files/days.csv", "id,day,code\n1,2026-09-02,Present\n");
    Wait.until("the good file to be taken", () -> !on("status", "held").out().contains("held:"));
    assertThat(count("held.student")).isEqualTo(2);
  }

  @Test
  void aConsentForAnUnknownStudentHoldsTheGateUntilItIsDismissed()
      throws IOException, SQLException {
    Path folder = roster("gated", "");
    write(
        folder,
        "recipients/acme.yaml",
        "warehouse: { url: '"
            + warehouseWithoutUser()
            + "', user: postgres, schema: gated_acme }\n"
            + "agreements:\n"
            + "  - { id: acme, purpose: lessons, basis: SCHOOL_OFFICIAL, optOutAllowed: true, categories: [NAME, ENROLLMENT], validFrom: 2020-07-01 }\n");
    applied(folder);
    Wait.until("both students", () -> count("gated_acme.student") == 2);

    Command deny =
        on(
            "consent",
            "deny",
            "--district",
            "gated",
            "--student",
            "roster:3",
            "--recipient",
            "acme");

    assertThat(deny.out()).startsWith("recorded deny");
    Wait.until("the gate to close", () -> on("status", "gated").out().contains("gate closed"));
    write(folder, "files/users.csv", "id,first,password\n1,Ada,x\n2,Alan,x\n4,Grace,x\n");
    Wait.until("the new student at home", () -> count("gated.student") == 3);
    assertThat(count("gated_acme.student")).isEqualTo(2);
    String listed = on("consent", "unmatched", "list", "--district", "gated").out();
    assertThat(listed).contains("roster:3");
    on("consent", "unmatched", "dismiss", "--district", "gated", listed.substring(0, 36));
    Wait.until("the gate to open", () -> count("gated_acme.student") == 3);
  }

  @Test
  void aTopicWithAnotherPartitionCountIsRefused() throws IOException {
    Path folder = roster("counted", "");
    try (TopicAdmin admin = new TopicAdmin(stack.endpoints().client())) {
      admin.create(List.of(TopicSpec.compacted("counted.canonical.records", 5)));
    }

    Command apply = on("apply", folder.toString());

    assertThat(apply.exitCode()).isEqualTo(2);
    assertThat(apply.err())
        .contains("topic counted.canonical.records has 5 partitions where the district has 2");
  }

  @Test
  void databasesThatCannotBeUsedAreAllNamed() throws IOException {
    Path folder = roster("unreachable", "");
    write(
        folder,
        "mappings/db.yaml",
        "mapping: db\nresources:\n  t:\n    key: [id]\n    emit:\n      - { entity: org, id: row.id, fields: { name: row.name } }\n");
    String pg = stack.endpoints().warehouseJdbcUrl().replaceAll(".*:(\\d+)/.*", "$1");
    source(folder, "nobody", "127.0.0.1", "1", "postgres", "postgres");
    source(folder, "nodb", "127.0.0.1", pg, "nowhere", "postgres");
    source(folder, "nouser", "127.0.0.1", pg, "postgres", "stranger");
    source(folder, "notable", "127.0.0.1", pg, "postgres", "postgres");

    Command apply = on("apply", folder.toString());

    assertThat(apply.exitCode()).isEqualTo(2);
    assertThat(apply.err())
        .contains("sources/nobody.yaml: connection: 127.0.0.1:1/postgres cannot be reached")
        .contains(
            "sources/nodb.yaml: connection: 127.0.0.1:"
                + pg
                + "/nowhere: there is no such database")
        .contains(
            "sources/nouser.yaml: connection: 127.0.0.1:"
                + pg
                + "/postgres refuses user 'stranger'")
        .contains("sources/notable.yaml: table public.t does not exist");
  }

  private static void source(
      Path folder, String name, String host, String port, String database, String user)
      throws IOException {
    write(
        folder,
        "sources/" + name + ".yaml",
        "kind: postgres-cdc\nmapping: db\ntables: { t: public.t }\nconnection: { host: "
            + host
            + ", port: "
            + port
            + ", database: "
            + database
            + ", user: "
            + user
            + ", password: '${file:"
            + dir.resolve("secrets.properties")
            + ":pg}' }\n");
  }

  @Test
  void aVendorsAvroWithAnUnknownSchemaIsRejectedAndItsJsonTaken() throws Exception {
    Path folder = roster("vendor", "");
    write(folder, "sources/push.yaml", "kind: kafka-topic\nmapping: push\n");
    write(
        folder,
        "mappings/push.yaml",
        "mapping: push\nresources:\n  marks:\n    key: [no]\n    emit:\n      - { entity: assessment-result, id: row.no, person: { system: roster, value: row.pupil }, fields: { assessmentTitle: row.title } }\n");
    applied(folder);
    String topic = new DistrictTopics("vendor").raw("push", "marks");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", stack.endpoints().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, new byte[] {0, 0, 0, 18, 103, 2, 2}));
      producer
          .send(
              new ProducerRecord<>(
                  topic,
                  "{\"no\":7,\"pupil\":\"1\",\"title\":\"Algebra\"}"
                      .getBytes(StandardCharsets.UTF_8)))
          .get();
    }

    Wait.until("the JSON row", () -> count("vendor.assessment_result") == 1);
    Wait.until("the reject", () -> rejected("vendor").equals(List.of("UNKNOWN_SCHEMA ")));
  }

  @Test
  void aSchemaThatTheRegistryRefusesStopsAServiceBeforeItStarts() {
    RegistrySchemaIds ids = new RegistrySchemaIds(stack.endpoints().schemaRegistryUrl());
    Catalogue ours = Catalogue.load();
    ids.registerAll(ours);
    String org = ours.entity("org").orElseThrow().schema().toString();
    Catalogue theirs = Catalogue.of(List.of(withIntegerName(org)));

    assertThatThrownBy(() -> ids.registerAll(theirs))
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessage("the registry refuses as incompatible: io.hallpass.canonical.Org");
  }

  private static String withIntegerName(String org) {
    Schema schema = new Schema.Parser().parse(org);
    String name = schema.getField("name").schema().toString();
    String field = "\"name\":\"name\",\"type\":" + name;
    assertThat(org).contains(field);
    return org.replace(field, field.replace("string", "int"));
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThat(on("status", "atlantis").err()).contains("no such district: [atlantis]");
    assertThat(on("consent", "deny", "--district", "atlantis", "--student", "a:b").err())
        .contains("there is no district 'atlantis'");
    assertThat(on("consent", "grant", "--district", "atlantis", "--student", "ab").err())
        .contains("--student must be SYSTEM:VALUE")
        .contains("a grant names a --recipient and each --category");
  }
}
