package io.hallpass.runtime.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

final class WireFormatTest {
  private static final Schema SCHEMA =
      SchemaBuilder.record("Pupil").fields().requiredString("name").endRecord();

  private final WireFormat wire = new WireFormat(new InMemorySchemaIds());
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

  @Test
  void jsonIsNotTheWireFormat() {
    assertThat(WireFormat.looksLike("{\"a\":1}".getBytes())).isFalse();
    assertThatThrownBy(() -> WireFormat.schemaId("{}".getBytes()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
