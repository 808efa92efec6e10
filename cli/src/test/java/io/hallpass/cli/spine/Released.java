package io.hallpass.cli.spine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.cli.demo.DemoDistrict;
import io.hallpass.cli.expected.Denials.State;
import io.hallpass.cli.expected.Expectation;
import io.hallpass.cli.expected.WarehouseRow;
import io.hallpass.cli.kafka.TopicReader;
import io.hallpass.runtime.avro.RegistrySchemaIds;
import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.runtime.topics.CanonicalKey;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Category;
import io.hallpass.schemas.Entity;
import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.folder.DistrictFolder;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the released topics from their first record to their last and holds each against the model.
 */
final class Released {
  private static final int NOBODY = -1;
  private static final List<State> NO_DECISIONS = List.of(new State(Instant.MIN, Set.of()));

  private final Run run;
  private final Map<String, Integer> students;
  private final Catalogue catalogue = Catalogue.load();
  private final WireFormat wire;
  private final List<Map<String, WarehouseRow>> versions = new ArrayList<>();

  /**
   * The topics of a run.
   *
   * @param days the district on each of its days, in order
   */
  Released(Run run, SyntheticDistrict... days) throws IOException {
    this.run = run;
    this.students = run.students(days[days.length - 1]);
    this.wire = new WireFormat(new RegistrySchemaIds(run.endpoints().schemaRegistryUrl()));
    for (SyntheticDistrict day : days) {
      Map<String, WarehouseRow> rows = new HashMap<>();
      run.expectation(day).own().forEach(r -> rows.put(History.name(r.table(), r.key()), r));
      versions.add(rows);
    }
  }

  /** At no moment did either recipient get a value that the model does not allow it by then. */
  void neverMoreThanAllowed() {
    check(DistrictFolder.OWN, EnumSet.allOf(Category.class), student -> NO_DECISIONS);
    check(DistrictFolder.PARTNER, Expectation.PARTNER, student -> run.denials().states(student));
  }

  private interface Decisions {
    List<State> of(int student);
  }

  private void check(String recipient, Set<Category> agreed, Decisions decisions) {
    History history = new History(versions, agreed);
    new TopicReader(run.endpoints())
        .all(
            new DistrictTopics(DemoDistrict.NAME).released(recipient),
            record -> next(history, recipient, record, decisions));
    // A topic that was not read would prove nothing.
    assertThat(history.values()).as("values ever released to %s", recipient).isPositive();
  }

  private void next(
      History history,
      String recipient,
      ConsumerRecord<byte[], byte[]> record,
      Decisions decisions) {
    String at = recipient + "-" + record.partition() + "@" + record.offset();
    CanonicalKey key = CanonicalKey.parse(record.key());
    Entity entity = catalogue.entity(key.entity()).orElseThrow();
    int student = key.studentId().map(id -> student(at, id)).orElse(NOBODY);
    history.next(
        at,
        entity,
        student,
        ReleasedRow.rowKey(key),
        Optional.ofNullable(record.value()).map(value -> row(at, key, entity, value)),
        Instant.ofEpochMilli(record.timestamp()),
        student == NOBODY ? NO_DECISIONS : decisions.of(student));
  }

  private int student(String at, UUID id) {
    Integer student = students.get(id.toString());
    assertThat(student).as("the student of %s", at).isNotNull();
    return student;
  }

  private WarehouseRow row(String at, CanonicalKey key, Entity entity, byte[] value) {
    GenericRecord record = wire.decode(value);
    assertThat(record.get("recordId").toString())
        .as("the record's own id at %s", at)
        .isEqualTo(key.recordId().toString());
    key.studentId()
        .ifPresent(
            id ->
                assertThat(record.get("studentId").toString())
                    .as("the record's own student at %s", at)
                    .isEqualTo(id.toString()));
    return ReleasedRow.of(key, entity, record);
  }
}
