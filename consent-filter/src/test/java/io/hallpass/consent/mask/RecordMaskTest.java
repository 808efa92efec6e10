package io.hallpass.consent.mask;

import static io.hallpass.consent.SmallVocabulary.entity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.consent.RandomRecords;
import io.hallpass.runtime.avro.InMemorySchemaIds;
import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BlockingBinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class RecordMaskTest {
  private static final Catalogue CATALOGUE = Catalogue.load();

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final RandomRecords records = new RandomRecords(random);
  private final InMemorySchemaIds ids = new InMemorySchemaIds();
  private final WireFormat wire = new WireFormat(ids);

  private RecordMask mask(Entity entity) {
    return new RecordMask(ids.idOf(entity.schema()), entity.schema(), entity);
  }

  private static GenericRecord without(GenericRecord record, Entity entity, long released) {
    GenericRecord masked = new GenericData.Record((GenericData.Record) record, true);
    for (Field field : entity.fields()) {
      if (!field.key() && (released & field.bit()) == 0) {
        masked.put(field.position(), null);
      }
    }
    return masked;
  }

  @Test
  void maskingBytesIsDecodingWithholdingAndEncoding() {
    for (Entity entity : CATALOGUE.entities()) {
      RecordMask mask = mask(entity);
      for (int i = 0; i < 150; i++) {
        GenericRecord record = records.record(entity);
        long released = random.nextLong() & random.nextLong() | (i == 0 ? -1L : 0);
        assertThat(mask.apply(wire.encode(record), released))
            .as("seed %s, %s", seed, entity)
            .isEqualTo(wire.encode(without(record, entity, released)));
      }
    }
  }

  @Test
  void splicingTakesEachFieldFromItsVersion() {
    for (Entity entity : CATALOGUE.entities()) {
      RecordMask mask = mask(entity);
      for (int i = 0; i < 100; i++) {
        GenericRecord now = records.record(entity);
        GenericRecord earlier = records.record(entity);
        long released = random.nextLong() & ~entity.keyFields();
        long heldBack = random.nextLong() & ~released & ~entity.keyFields();
        GenericRecord expected = without(now, entity, released);
        for (Field field : entity.fields()) {
          if ((heldBack & field.bit()) != 0) {
            expected.put(field.position(), earlier.get(field.position()));
          }
        }
        assertThat(mask.splice(wire.encode(now), released, wire.encode(earlier), heldBack))
            .as("seed %s, %s", seed, entity)
            .isEqualTo(wire.encode(expected));
      }
    }
  }

  @Test
  void listsInBlocksWithASizeAreSteppedOver() throws IOException {
    Entity entity = CATALOGUE.entity("discipline-incident").orElseThrow();
    RecordMask mask = mask(entity);
    long behaviors = entity.field("behaviors").orElseThrow().bit();
    for (int i = 0; i < 200; i++) {
      GenericRecord record = records.record(entity);
      record.put("behaviors", List.of("a".repeat(70), "b".repeat(50), "c"));
      byte[] blocked = blocked(record);
      byte[] masked = mask.apply(blocked, ~behaviors);
      assertThat(masked.length).as("seed %s", seed).isLessThan(blocked.length - 120);
      assertThat(wire.decode(masked).toString())
          .isEqualTo(without(record, entity, ~behaviors).toString());
    }
  }

  private byte[] blocked(GenericRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(wire.encode(record), 0, WireFormat.HEADER);
    var encoder = new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(out, null);
    assertThat(encoder).isInstanceOf(BlockingBinaryEncoder.class);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  @Test
  void whereNothingIsWithheldTheSameBytesComeBack() {
    Entity entity = CATALOGUE.entity("student").orElseThrow();
    byte[] value = wire.encode(records.record(entity));
    assertThat(mask(entity).apply(value, -1L)).isSameAs(value);
  }

  @Test
  void cutOrLengthenedBytesAreRefusedWithoutRepeatingThem() {
    Entity entity = CATALOGUE.entity("health-record").orElseThrow();
    RecordMask mask = mask(entity);
    GenericRecord record = records.record(entity);
    record.put("conditions", List.of("CANARY"));
    byte[] value = wire.encode(record);
    for (int length = 0; length < value.length; length++) {
      byte[] cut = Arrays.copyOf(value, length);
      assertThatThrownBy(() -> mask.apply(cut, 1L << 4))
          .isInstanceOf(UnreadableException.class)
          .hasMessageNotContaining("CANARY");
      assertThatThrownBy(() -> mask.splice(cut, 0, value, 0))
          .isInstanceOf(UnreadableException.class);
      assertThatThrownBy(() -> mask.check(cut)).isInstanceOf(UnreadableException.class);
    }
    byte[] longer = Arrays.copyOf(value, value.length + 1);
    assertThatThrownBy(() -> mask.apply(longer, -1L)).isInstanceOf(UnreadableException.class);
  }

  @Test
  void randomDamageEitherIsRefusedOrWithholdsWhatItMust() {
    Entity entity = CATALOGUE.entity("discipline-incident").orElseThrow();
    RecordMask mask = mask(entity);
    int refused = 0;
    for (int i = 0; i < 6_000; i++) {
      byte[] value = wire.encode(records.record(entity));
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        int at = WireFormat.HEADER + random.nextInt(value.length - WireFormat.HEADER);
        value[at] = (byte) random.nextInt();
      }
      try {
        GenericRecord masked = wire.decode(mask.apply(value, 0));
        for (Field field : entity.fields()) {
          assertThat(field.key() || masked.get(field.position()) == null)
              .as("seed %s", seed)
              .isTrue();
        }
      } catch (UnreadableException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(300);
  }

  @Test
  void aBlockThatLiesAboutItsSizeIsRefused() {
    Entity entity =
        Catalogue.of(
                List.of(
                    entity("pupil", "STUDENT", "ENROLLMENT", "secret:NAME")
                        .replace(
                            "[\"null\",\"string\"]",
                            "[\"null\",{\"type\":\"array\",\"items\":\"string\"}]")))
            .entity("pupil")
            .orElseThrow();
    RecordMask mask = mask(entity);
    GenericRecord record = records.record(entity);
    record.put("secret", null);
    byte[] value = wire.encode(record);
    // Branch 1 of the union; a block of one item (-1) and two or three bytes; the item; the end.
    byte[] honest = append(value, 2, 1, 4, 2, 'x', 0);
    byte[] liar = append(value, 2, 1, 6, 2, 'x', 0);
    assertThat(mask.apply(honest, 0)).isEqualTo(value);
    assertThatThrownBy(() -> mask.apply(liar, 0)).isInstanceOf(UnreadableException.class);
  }

  private static byte[] append(byte[] value, int... last) {
    byte[] longer = Arrays.copyOf(value, value.length - 1 + last.length);
    for (int i = 0; i < last.length; i++) {
      longer[value.length - 1 + i] = (byte) last[i];
    }
    return longer;
  }

  @Test
  void aFieldFollowsTodaysCatalogueAndAnUnknownOneIsWithheld() {
    Entity old = pupil("name:NAME", "mail:NAME", "dropped:NAME");
    Entity current = pupil("fresh:NAME", "mail:CONTACT", "name:NAME");
    GenericRecord record = new GenericData.Record(old.schema());
    record.put("studentId", new UUID(1, 1).toString());
    record.put("recordId", new UUID(2, 2).toString());
    record.put("name", "N");
    record.put("mail", "M");
    record.put("dropped", "D");
    RecordMask mask = new RecordMask(ids.idOf(old.schema()), old.schema(), current);
    long names = current.field("name").orElseThrow().bit();
    GenericRecord masked = wire.decode(mask.apply(wire.encode(record), names));
    assertThat(masked.getSchema()).isEqualTo(old.schema());
    assertThat(masked.get("name").toString()).isEqualTo("N");
    assertThat(masked.get("mail")).isNull();
    assertThat(masked.get("dropped")).isNull();
    assertThat(wire.decode(mask.apply(wire.encode(record), -1L)).get("dropped")).isNull();
  }

  private static Entity pupil(String... fields) {
    return Catalogue.of(List.of(entity("pupil", "STUDENT", "ENROLLMENT", fields)))
        .entity("pupil")
        .orElseThrow();
  }

  @Test
  void aSchemaWithAFieldThatCannotBeWithheldIsRefused() {
    Entity current = pupil("name:NAME");
    for (String type : List.of("\"string\"", "[\"string\",\"null\"]", "[\"null\",\"bytes\"]")) {
      Schema writer =
          new Schema.Parser()
              .parse(
                  "{\"type\":\"record\",\"name\":\"pupil\",\"namespace\":\"small\",\"fields\":[{\"name\":\"name\",\"type\":%s}]}"
                      .formatted(type));
      assertThatThrownBy(() -> new RecordMask(1, writer, current))
          .isInstanceOf(UnreadableException.class);
    }
  }

  @Test
  void aSchemaOfAnotherEntityIsRefused() {
    Entity student = CATALOGUE.entity("student").orElseThrow();
    Entity health = CATALOGUE.entity("health-record").orElseThrow();
    byte[] value = wire.encode(records.record(health));
    Masks masks = new Masks(ids);
    assertThat(masks.of(value, health)).isSameAs(masks.of(value, health));
    assertThatThrownBy(() -> masks.of(value, student)).isInstanceOf(UnreadableException.class);
    assertThatThrownBy(() -> masks.of(new byte[] {'{', '}', 0, 0, 0}, student))
        .isInstanceOf(UnreadableException.class);
    assertThatThrownBy(() -> masks.of(new byte[] {0, 0, 0, 9, 9}, student))
        .isInstanceOf(UnreadableException.class);
  }

  @Test
  void aRecordUnderAnotherKeyIsNoticed() {
    Entity student = CATALOGUE.entity("student").orElseThrow();
    Entity org = CATALOGUE.entity("org").orElseThrow();
    GenericRecord record = records.record(student);
    byte[] key = (record.get("studentId") + "/student/" + record.get("recordId")).getBytes();
    byte[] other = (new UUID(0, 1) + "/student/" + record.get("recordId")).getBytes();
    assertThat(mask(student).keyedBy(wire.encode(record), key)).isTrue();
    assertThat(mask(student).keyedBy(wire.encode(record), other)).isFalse();
    GenericRecord school = records.record(org);
    byte[] schoolKey = ("org/" + school.get("recordId")).getBytes();
    assertThat(mask(org).keyedBy(wire.encode(school), schoolKey)).isTrue();
    assertThat(mask(org).keyedBy(wire.encode(school), ("org/" + new UUID(0, 1)).getBytes()))
        .isFalse();
  }
}
