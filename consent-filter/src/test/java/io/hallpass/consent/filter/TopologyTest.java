package io.hallpass.consent.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.consent.mask.Masks;
import io.hallpass.runtime.avro.InMemorySchemaIds;
import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.avro.SchemaUnavailableException;
import io.hallpass.runtime.topics.CanonicalKey;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.schemas.Catalogue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class TopologyTest {
  private static final DistrictTopics TOPICS = new DistrictTopics("everett");

  @Test
  void theTopologyIsTheOneThatStoredStateBelongsTo() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/topology.txt")) {
      String committed = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String built =
          ConsentFilter.topology(TOPICS, 4, new InMemorySchemaIds(), (topic, p) -> LastOffsets.NONE)
              .describe()
              .toString();
      assertThat(built.strip()).isEqualTo(committed.strip());
    }
  }

  @Test
  void everythingThatIsWrongWithAConfigurationIsSaidAtOnce() {
    SchemaIds ids = new InMemorySchemaIds();
    Catalogue catalogue = Catalogue.load();
    assertThatThrownBy(
            () ->
                new FilterConfig(
                    TOPICS, 0, ids, catalogue, null, -1, Duration.ZERO, Duration.ofSeconds(1), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("ends", "partitions", "slice", "pause", "studentsInMemory")
        .hasMessageNotContaining("statusEvery");
  }

  @Test
  void aReleasedRecordLiesInTheStudentsPartition() {
    Outgoing.Partition partition = new Outgoing.Partition(8);
    UUID student = UUID.randomUUID();
    byte[] key = CanonicalKey.student(student, "health-record", UUID.randomUUID()).bytes();
    assertThat(partition.partitions("t", key, null, 8))
        .contains(Set.of(CanonicalKey.partition(student, 8)));
  }

  @Test
  void consentsComeBeforeRecordsOfTheSameDay() {
    ConsumerRecord<Object, Object> record = record(1_700_000_000_000L);
    long consent = Order.first().extract(record, 0);
    assertThat(consent).isLessThan(Order.then().extract(record(1_699_960_000_000L), 0));
    // A negative time would make Streams drop the record.
    assertThat(Order.first().extract(record(-1), 0)).isZero();
    assertThat(Order.then().extract(record(-1), 0)).isZero();
  }

  private static ConsumerRecord<Object, Object> record(long timestamp) {
    return new ConsumerRecord<>(
        "t",
        0,
        0,
        timestamp,
        TimestampType.CREATE_TIME,
        0,
        0,
        null,
        null,
        new RecordHeaders(),
        Optional.empty());
  }

  @Test
  void aKeyIsTheSameAfterBeingInTheStore() {
    for (String text :
        new String[] {
          CanonicalKey.student(UUID.randomUUID(), "class-enrollment", UUID.randomUUID()).toString(),
          CanonicalKey.student(UUID.randomUUID(), "x", UUID.randomUUID()).toString(),
          CanonicalKey.reference("org", UUID.randomUUID()).toString(),
          CanonicalKey.reference("a".repeat(40), UUID.randomUUID()).toString()
        }) {
      RecordKey key = RecordKey.ofTopic(text.getBytes(StandardCharsets.UTF_8));
      assertThat(new String(RecordKey.ofStore(key.store()).topic(), StandardCharsets.UTF_8))
          .isEqualTo(text);
      assertThat(key.entity()).isEqualTo(CanonicalKey.parse(text).entity());
      assertThat(key.reference()).isEqualTo(CanonicalKey.parse(text).studentId().isEmpty());
    }
  }

  @Test
  void aKeyOfAnotherFormIsNone() {
    String id = UUID.randomUUID().toString();
    for (String text :
        new String[] {
          "",
          id,
          "/" + id,
          id + "/student/" + id.substring(1),
          id + "/stu/dent/" + id,
          id + "/Student/" + id,
          "ABCDEF00-0000-4000-8000-000000000000/student/" + id,
          new UUID(0, 0) + "/student/" + id,
          id + "/student/" + id + "/"
        }) {
      assertThat(RecordKey.ofTopic(text.getBytes(StandardCharsets.UTF_8))).as(text).isNull();
    }
    assertThat(RecordKey.ofTopic(null)).isNull();
  }

  @Test
  void hashesOfSimilarBytesDiffer() {
    Random random = new Random(7);
    Set<Long> hashes = new HashSet<>();
    byte[] bytes = new byte[61];
    random.nextBytes(bytes);
    for (int length = 0; length <= bytes.length; length++) {
      hashes.add(Hash64.of(Arrays.copyOf(bytes, length)));
    }
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      hashes.add(Hash64.of(flipped));
    }
    assertThat(hashes).hasSize(62 + 8 * 61).doesNotContain(0L);
    assertThat(Hash64.of(new byte[] {1, 2, 3})).isEqualTo(Hash64.of(new byte[] {1, 2, 3}));
  }

  @Test
  void aRegistryThatDoesNotAnswerStopsTheTaskInsteadOfLosingARecord() {
    SchemaIds down =
        new SchemaIds() {
          @Override
          public int idOf(Schema schema) {
            throw new SchemaUnavailableException("down", null);
          }

          @Override
          public Schema schema(int id) {
            throw new SchemaUnavailableException("down", null);
          }
        };
    Masks masks = new Masks(down);
    assertThatThrownBy(
            () ->
                masks.of(
                    new byte[] {0, 0, 0, 0, 1, 0},
                    Catalogue.load().entity("student").orElseThrow()))
        .isInstanceOf(SchemaUnavailableException.class);
  }
}
