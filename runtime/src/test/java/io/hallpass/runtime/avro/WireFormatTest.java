package io.hallpass.runtime.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

final class WireFormatTest {
  private static final Schema SCHEMA =
      SchemaBuilder.record("Pupil").fields().requiredString("name").endRecord();

  private final InMemorySchemaIds ids = new InMemorySchemaIds();
  private final WireFormat wire = new WireFormat(ids);
  private final GenericRecord ada = new GenericRecordBuilder(SCHEMA).set("name", "Ada").build();

  @Test
  void aValueReadsBackAsItWasWritten() {
    byte[] bytes = wire.encode(ada);

    assertThat(wire.decode(bytes).get("name")).hasToString("Ada");
    assertThat(WireFormat.schemaId(bytes)).isEqualTo(1);
  }

  @Test
  void theFormIsConfluents() {
    byte[] bytes = wire.encode(ada);

    assertThat(bytes).startsWith(0, 0, 0, 0, 1);
    assertThat(bytes).endsWith(6, 'A', 'd', 'a');
  }

  @Test
  void anUnknownSchemaIsSaidByItsId() {
    byte[] bytes = wire.encode(ada);
    ByteBuffer.wrap(bytes).putInt(1, 4711);

    assertThatThrownBy(() -> wire.decode(bytes))
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessageContaining("4711");
  }

  @Test
  void brokenBytesAreSaidWithoutTheirContent() {
    byte[] broken = Arrays.copyOf(wire.encode(ada), 7);

    assertThatThrownBy(() -> wire.decode(broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Pupil")
        .hasMessageNotContaining("Ada");
  }

  private byte[] written(Schema schema, int... numbers) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(ByteBuffer.allocate(WireFormat.HEADER).putInt(1, ids.idOf(schema)).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    for (int number : numbers) {
      encoder.writeInt(number);
    }
    out.write(new byte[] {'A', 'd', 'a'});
    return out.toByteArray();
  }

  private void assertBroken(Schema schema, int... numbers) throws IOException {
    byte[] broken = written(schema, numbers);
    assertThatThrownBy(() -> wire.decode(broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bytes are not a Pupil");
  }

  private static Schema pupil(Schema of) {
    return SchemaBuilder.record("Pupil").fields().name("of").type(of).noDefault().endRecord();
  }

  @Test
  void aLengthOfWhichTheBytesAreNotThereAsksForNoMemory() throws IOException {
    SchemaBuilder.TypeBuilder<Schema> type = SchemaBuilder.builder();

    assertBroken(pupil(type.stringType()), 2_000_000_000);
    assertBroken(pupil(type.bytesType()), 2_000_000_000);
    assertBroken(pupil(type.bytesType()), -1);
    assertBroken(pupil(type.array().items().stringType()), 2_000_000_000);
    assertBroken(pupil(type.array().items().nullType()), 2_000_000_000, 0);
    assertBroken(pupil(type.array().items().nullType()), Integer.MIN_VALUE, 1, 0);
    assertBroken(pupil(type.map().values().stringType()), 2_000_000_000);
    assertBroken(pupil(type.fixed("Photo").size(2_000_000_000)));
    assertBroken(pupil(type.unionOf().nullType().and().stringType().endUnion()), 7);
  }

  @Test
  void aRecordThatHoldsItselfWithoutEndDoesNotExhaustTheStack() throws IOException {
    Schema nested =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "Pupil", "fields": [
                  {"name": "of", "type": ["null", "Pupil"]}]}
                """);
    int[] always = new int[100_000];
    Arrays.fill(always, 1);

    assertBroken(nested, always);
  }

  @Test
  void everyKindOfValueReadsBackAsItWasWritten() {
    SchemaBuilder.TypeBuilder<Schema> type = SchemaBuilder.builder();
    Schema schema =
        SchemaBuilder.record("Pupil")
            .fields()
            .requiredString("name")
            .requiredBoolean("here")
            .requiredLong("born")
            .requiredFloat("grade")
            .requiredDouble("share")
            .optionalBytes("photo")
            .name("absent")
            .type(type.array().items().stringType())
            .noDefault()
            .name("schools")
            .type(type.map().values().nullable().intType())
            .noDefault()
            .name("kind")
            .type(type.enumeration("Kind").symbols("A", "B"))
            .noDefault()
            .name("no")
            .type(type.fixed("No").size(3))
            .noDefault()
            .endRecord();
    GenericRecord whole =
        new GenericRecordBuilder(schema)
            .set("name", "")
            .set("here", true)
            .set("born", Long.MIN_VALUE)
            .set("grade", 1.5f)
            .set("share", 0.1)
            .set("photo", ByteBuffer.wrap(new byte[] {1, 2}))
            .set("absent", List.of("", "Mon"))
            .set("schools", Map.of("north", 7))
            .set("kind", new GenericData.EnumSymbol(schema.getField("kind").schema(), "B"))
            .set("no", new GenericData.Fixed(schema.getField("no").schema(), new byte[] {1, 2, 3}))
            .build();

    GenericRecord read = wire.decode(wire.encode(whole));

    assertThat(read).hasToString(whole.toString());
  }

  @Test
  void jsonIsNotTheWireFormat() {
    assertThat(WireFormat.looksLike("{\"a\":1}".getBytes())).isFalse();
    assertThatThrownBy(() -> WireFormat.schemaId("{}".getBytes()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
