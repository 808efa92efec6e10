package io.hallpass.sink.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.runtime.avro.InMemorySchemaIds;
import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.schemas.Catalogue;
import io.hallpass.sink.table.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowWriterTest {
  private static final String FIELDS =
      """
      {"type": "record", "name": "Visit", "namespace": "test", "doc": "d",
       "hallpass.entity": "visit", "hallpass.scope": "REFERENCE", "hallpass.category": "STAFF",
       "fields": [
        {"name": "recordId", "type": {"type": "string", "logicalType": "uuid"}, "doc": "k", "confluent:tags": ["KEY"]},
        {"name": "day", "type": ["null", {"type": "int", "logicalType": "date"}], "default": null, "doc": "d", "confluent:tags": ["STAFF"]},
        {"name": "at", "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}], "default": null, "doc": "d", "confluent:tags": ["STAFF"]},
        {"name": "host", "type": ["null", {"type": "string", "logicalType": "uuid"}], "default": null, "doc": "d", "confluent:tags": ["STAFF"], "hallpass.references": "visit"},
        {"name": "notes", "type": ["null", {"type": "array", "items": "string"}], "default": null, "doc": "d", "confluent:tags": ["STAFF"]}
       ]}
      """;

  private static final Catalogue CATALOGUE = Catalogue.of(List.of(FIELDS));
  private static final UUID ID = UUID.fromString("c56a4180-65aa-42ec-a945-5fd21dec0538");
  private static final RowKey KEY =
      new RowKey(0, 0, ID.getMostSignificantBits(), ID.getLeastSignificantBits());

  private final InMemorySchemaIds schemas = new InMemorySchemaIds();
  private final CopyBuffer out = new CopyBuffer(64);

  private RowWriter writer() {
    Layout layout =
        Layout.of(
            "acme",
            CATALOGUE,
            List.of("visit.day", "visit.at", "visit.host", "visit.notes"),
            new ArrayList<>());
    return new RowWriter(layout.table("visit").orElseThrow(), schemas);
  }

  private static Schema schema() {
    return CATALOGUE.entity("visit").orElseThrow().schema();
  }

  private GenericRecord visit(Schema schema, String field, Object value) {
    GenericRecord record = new GenericData.Record(schema);
    record.put("recordId", ID.toString());
    record.put(field, value);
    return record;
  }

  private void write(GenericRecord record) {
    writer().write(KEY, new WireFormat(schemas).encode(record), out);
  }

  private void assertUnfit(GenericRecord record, String message) {
    assertThatThrownBy(() -> write(record))
        .isInstanceOf(UnfitRecordException.class)
        .hasMessageContaining(message);
  }

  @Test
  void datesBeyondPostgresAreNamed() {
    assertUnfit(visit(schema(), "day", Integer.MIN_VALUE), "visit.day is a date beyond");
    assertUnfit(visit(schema(), "day", Integer.MAX_VALUE), "visit.day is a date beyond");
  }

  @Test
  void timesBeyondPostgresAreNamed() {
    assertUnfit(visit(schema(), "at", Long.MAX_VALUE), "visit.at is a point in time beyond");
    assertUnfit(visit(schema(), "at", Long.MIN_VALUE), "visit.at is a point in time beyond");
  }

  @Test
  void referencesThatAreNoIdsAreNamedAndNotRepeated() {
    assertThatThrownBy(() -> write(visit(schema(), "host", "canary-4711")))
        .isInstanceOf(UnfitRecordException.class)
        .hasMessageContaining("visit.host is not a UUID")
        .hasMessageNotContaining("canary");
  }

  @Test
  void aFieldThatChangedItsTypeIsNamed() {
    Schema changed =
        new Schema.Parser()
            .parse(FIELDS.replace("{\"type\": \"int\", \"logicalType\": \"date\"}", "\"string\""));

    assertUnfit(visit(changed, "day", null), "visit.day was written as STRING and is DATE here");
  }

  @Test
  void aTypeOutsideTheVocabularyIsNamed() {
    Schema changed =
        new Schema.Parser()
            .parse(
                FIELDS.replace(
                    "{\"type\": \"array\", \"items\": \"string\"}",
                    "{\"type\": \"map\", \"values\": \"string\"}"));

    assertUnfit(visit(changed, "notes", null), "visit.notes is of a type");
  }

  @Test
  void aRecordOfAnotherKindIsNotWritten() {
    Schema other = new Schema.Parser().parse(FIELDS.replace("\"Visit\"", "\"Meal\""));

    assertUnfit(visit(other, "day", 1), "a record of visit was written as test.Meal");
  }

  @Test
  void arraysInSeveralBlocksAreOneList() {
    int id = schemas.idOf(schema());
    byte[] head = new WireFormat(schemas).encode(visit(schema(), "day", null));
    CopyBuffer value = new CopyBuffer(64);
    value.put(head, 0, head.length - 1);
    // Branch 1; a block of one item with its size in bytes, a block of two, the end.
    byte[] blocks = {2, 1, 4, 2, 'a', 4, 2, 'b', 0, 0};
    value.put(blocks, 0, blocks.length);

    writer().write(KEY, java.util.Arrays.copyOf(value.array(), value.size()), out);

    assertThat(id).isEqualTo(1);
    String row =
        new String(out.array(), 0, out.size(), java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(row)
        .endsWith(
            "\0\0\0\42"
                + "\0\0\0\1\0\0\0\0\0\0\0\31\0\0\0\3\0\0\0\1"
                + "\0\0\0\1a"
                + "\0\0\0\1b"
                + "\0\0\0\0");
  }

  static IntStream seeds() {
    return IntStream.range(0, 20);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void damagedBytesAreRefusedOrFitButNeverAnythingElse(int seed) {
    Random random = new Random(seed);
    GenericRecord record = visit(schema(), "notes", List.of("some", "text", "x".repeat(200)));
    record.put("day", 12345);
    record.put("at", 1234567890123L);
    record.put("host", ID.toString());
    byte[] good = new WireFormat(schemas).encode(record);
    RowWriter writer = writer();

    for (int i = 0; i < 2000; i++) {
      byte[] bad = java.util.Arrays.copyOf(good, random.nextInt(good.length + 8));
      for (int flips = random.nextInt(4); flips > 0 && bad.length > 5; flips--) {
        bad[5 + random.nextInt(bad.length - 5)] = (byte) random.nextInt();
      }
      try {
        out.clear();
        writer.write(KEY, bad, out);
      } catch (UnfitRecordException e) {
        assertThat(e.getMessage()).as("seed %d", seed).doesNotContain("some", "text", "xxx");
      }
    }
  }
}
