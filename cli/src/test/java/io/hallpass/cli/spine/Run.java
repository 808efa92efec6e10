package io.hallpass.cli.spine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.cli.apply.Applier;
import io.hallpass.cli.apply.Plan;
import io.hallpass.cli.demo.DemoDistrict;
import io.hallpass.cli.district.CheckedDistrict;
import io.hallpass.cli.kafka.ConsentWriter;
import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.cli.kafka.TopicReader;
import io.hallpass.runtime.avro.RegistrySchemaIds;
import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.runtime.topics.CanonicalKey;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.TopicAdmin;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import io.hallpass.synthetic.Secrets;
import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.people.Student;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;

/** A synthetic district applied to running services, and the questions a test asks of it. */
final class Run {
  private final Endpoints endpoints;
  private final DemoDistrict made;
  private final Map<String, String> studentIds = new HashMap<>();

  Run(Endpoints endpoints, DemoDistrict made) {
    this.endpoints = endpoints;
    this.made = made;
  }

  DemoDistrict made() {
    return made;
  }

  void apply() {
    CheckedDistrict checked = CheckedDistrict.require(made.folder());
    try (Applier applier = new Applier(endpoints, checked.catalogue())) {
      Plan plan = applier.plan(checked.district(), checked.mappings());
      applier.apply(
          plan,
          applier.difference(plan, checked.district(), checked.mappings()),
          checked.district(),
          checked.mappings());
    }
  }

  byte[] secret() throws IOException {
    Properties secrets = new Properties();
    try (var reader = Files.newBufferedReader(made.folder().resolveSibling("secrets.properties"))) {
      secrets.load(reader);
    }
    return secrets.getProperty("secret").getBytes();
  }

  /** One decision through the command's own writer, told to the model too. */
  void decide(Model model, Student student, String decision, List<String> categories) {
    Map<String, String> scope =
        Map.of(
            "recipient", "mathpath",
            "categories", String.join(" ", categories),
            "holderRole", "guardian",
            "holderName", "",
            "purpose", "",
            "validUntil", "",
            "form", "");
    try (ConsentWriter writer = new ConsentWriter(endpoints, DemoDistrict.NAME)) {
      writer.write(new ConsentWriter.Decision(decision, "oneroster", student.sourcedId(), scope));
    }
    model.decided(student.index(), "guardian/", decision, categories, Instant.now());
  }

  /** The ids Hallpass minted, by sourcedId. */
  void readStudentIds() throws SQLException {
    studentIds.clear();
    try (Connection connection = DriverManager.getConnection(made.warehouseUrl());
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery("SELECT sourced_id, student_id FROM own.student")) {
      while (rows.next()) {
        studentIds.put(rows.getString(1), rows.getString(2));
      }
    }
  }

  String studentId(SyntheticDistrict district, int index) {
    return studentIds.getOrDefault(district.student(index).sourcedId(), "nobody-" + index);
  }

  /** Waits until both warehouses are what the model says, then compares them value by value. */
  void expect(SyntheticDistrict district, Model model) throws SQLException {
    Wait.until(
        "the district's own warehouse to have all rows",
        () -> {
          readStudentIds();
          return counts(Tables.read(made.warehouseUrl(), "own"))
              .equals(counts(model.own(index -> studentId(district, index))));
        });
    Wait.until("the warehouses to be what the model says", () -> same(district, model));
  }

  private boolean same(SyntheticDistrict district, Model model) throws SQLException {
    readStudentIds();
    compare(
        Tables.read(made.warehouseUrl(), "own"), model.own(index -> studentId(district, index)));
    compare(
        Tables.read(made.warehouseUrl(), "mathpath"),
        model.partner(index -> studentId(district, index)));
    return true;
  }

  private static void compare(
      Map<String, Map<String, Map<String, Object>>> found,
      Map<String, Map<String, Map<String, Object>>> wanted) {
    if (!counts(found).equals(counts(wanted))) {
      throw new IllegalStateException(
          "rows " + counts(found) + " where the model has " + counts(wanted));
    }
    wanted.forEach(
        (table, rows) ->
            rows.forEach(
                (key, row) -> {
                  Map<String, Object> there = found.get(table).get(key);
                  if (!row.equals(there)) {
                    throw new IllegalStateException(
                        table
                            + " "
                            + key
                            + ": columns "
                            + (there == null ? "no row" : differing(row, there)));
                  }
                }));
  }

  private static String differing(Map<String, Object> wanted, Map<String, Object> found) {
    Map<String, Object> all = new HashMap<>(wanted);
    found.forEach(
        (column, value) -> {
          if (value.equals(all.get(column))) {
            all.remove(column);
          } else {
            all.put(column, all.get(column) + " <> " + value);
          }
        });
    return all.toString();
  }

  private static Map<String, Integer> counts(Map<String, Map<String, Map<String, Object>>> tables) {
    Map<String, Integer> counts = new java.util.TreeMap<>();
    tables.forEach((table, rows) -> counts.put(table, rows.size()));
    return counts;
  }

  /** Every byte of every topic, key, value and header: nothing that no mapping names is there. */
  void noSecretInAnyTopic() {
    TopicReader reader = new TopicReader(endpoints);
    try (TopicAdmin admin = new TopicAdmin(endpoints.client())) {
      for (String topic : admin.names()) {
        if (topic.startsWith(DemoDistrict.NAME + ".")) {
          reader.all(
              topic,
              record -> {
                clean(topic, record.key());
                clean(topic, record.value());
                record.headers().forEach(header -> clean(topic, header.value()));
              });
        }
      }
    }
  }

  private static void clean(String topic, byte[] bytes) {
    if (bytes != null && Secrets.firstIn(bytes).isPresent()) {
      throw new AssertionError("topic " + topic + " holds what no mapping names");
    }
  }

  /** The services do log, and their logs hold no secret and no student's id. */
  static void noValueInLogs(Path logs, SyntheticDistrict district) throws IOException {
    assertThat(Files.readString(logs.resolve("normalize.log"))).contains("normalize: started");
    List<String> sourcedIds = district.students().map(Student::sourcedId).toList();
    try (Stream<Path> files = Files.list(logs)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".log")).toList()) {
        String text = Files.readString(file);
        assertThat(Secrets.firstIn(text.getBytes()))
            .as("a secret in %s", file.getFileName())
            .isEmpty();
        assertThat(sourcedIds).as("a student in %s", file.getFileName()).noneMatch(text::contains);
      }
    }
  }

  /**
   * The whole history of the partner's topic: at no moment a category that the agreement does not
   * name, and for those who said no in all these models of its times, never what they refused.
   */
  void partnerNeverHadMore(SyntheticDistrict district, List<Model> models, List<Integer> changed) {
    WireFormat wire = new WireFormat(new RegistrySchemaIds(endpoints.schemaRegistryUrl()));
    Catalogue catalogue = Catalogue.load();
    Map<UUID, Integer> refused = new HashMap<>();
    district
        .students()
        .filter(s -> !changed.contains(s.index()))
        .forEach(s -> refused.put(UUID.fromString(studentIds.get(s.sourcedId())), s.index()));
    new TopicReader(endpoints)
        .all(
            new DistrictTopics(DemoDistrict.NAME).released("mathpath"),
            record -> {
              if (record.value() != null) {
                CanonicalKey key = CanonicalKey.parse(record.key());
                Entity entity = catalogue.entity(key.entity()).orElseThrow();
                int student = key.studentId().map(id -> refused.getOrDefault(id, -1)).orElse(-1);
                check(wire.decode(record.value()), entity, student, models);
              }
            });
  }

  private static void check(GenericRecord record, Entity entity, int student, List<Model> models) {
    for (Field field : entity.fields()) {
      if (field.category().isPresent() && record.get(field.name()) != null) {
        String category = field.category().get().name();
        assertThat(Model.PARTNER)
            .as("%s.%s was released", entity.name(), field.name())
            .contains(category);
        boolean refused =
            models.stream()
                .allMatch(
                    model ->
                        model.denied(student, category)
                            || model.denied(student, entity.category().name()));
        assertThat(student >= 0 && refused)
            .as("%s.%s was released against a denial", entity.name(), field.name())
            .isFalse();
      }
    }
  }
}
