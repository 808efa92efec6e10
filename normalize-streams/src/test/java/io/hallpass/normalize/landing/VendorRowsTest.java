package io.hallpass.normalize.landing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.landing.VendorRows.Result;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.runtime.avro.InMemorySchemaIds;
import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.runtime.topics.ErrorCode;
import io.hallpass.schemas.Catalogue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

/** Vendors' own records become rows of the columns a mapping names, and nothing else. */
final class VendorRowsTest {
  private static final ResourceMapping PUPILS =
      Mapping.load(
              "m.yaml",
              """
              mapping: m
              resources:
                pupils:
                  key: [no, day]
                  emit:
                    - entity: attendance-event
                      id: row.no + '/' + row.day
                      person: { system: sis, value: row.no }
                      fields: { eventDate: row.day, attendanceEventType: row.kind }
              """,
              Catalogue.load(),
              Map.of())
          .resource("pupils")
          .orElseThrow();

  private static final Schema DATE =
      LogicalTypes.date().addToSchema(SchemaBuilder.builder().intType());
  private static final int DAY = (int) LocalDate.of(2026, 9, 1).toEpochDay();

  private final InMemorySchemaIds ids = new InMemorySchemaIds();
  private final VendorRows rows = new VendorRows(ids);

  private static Schema schema(Schema kind) {
    return SchemaBuilder.record("Row")
        .fields()
        .requiredLong("no")
        .name("day")
        .type(DATE)
        .noDefault()
        .name("kind")
        .type(kind)
        .noDefault()
        .requiredBytes("photo")
        .endRecord();
  }

  private byte[] avro(Schema kind, Object value) {
    return new WireFormat(ids)
        .encode(
            new GenericRecordBuilder(schema(kind))
                .set("no", 7L)
                .set("day", DAY)
                .set("kind", value)
                .set("photo", ByteBuffer.wrap(new byte[] {1}))
                .build());
  }

  @Test
  void logicalTypesAreReadAndColumnsThatNobodyMapsAreIgnored() {
    Schema list = Schema.createArray(SchemaBuilder.builder().stringType());

    Result result = rows.read(null, avro(list, List.of("Class", "Daily")), PUPILS);

    assertThat(result).isInstanceOf(Result.Keyed.class);
    assertThat(text(((Result.Keyed) result).key()))
        .isEqualTo("{\"no\":\"7\",\"day\":\"2026-09-01\"}");
    assertThat(text(((Result.Keyed) result).row()))
        .isEqualTo("{\"day\":\"2026-09-01\",\"kind\":\"Class,Daily\",\"no\":\"7\"}");
  }

  @Test
  void aMappedColumnWithoutATextRejectsTheRowAndIsNamed() {
    Schema bytes = SchemaBuilder.builder().bytesType();

    assertThat(rows.read(null, avro(bytes, ByteBuffer.wrap(new byte[] {1})), PUPILS))
        .isEqualTo(new Result.Unreadable(ErrorCode.INVALID_VALUE, "kind"));
  }

  @Test
  void aDeletionNeedsItsKeyOnly() {
    Schema bytes = SchemaBuilder.builder().bytesType();

    Result result = rows.read(avro(bytes, ByteBuffer.wrap(new byte[] {1})), null, PUPILS);

    assertThat(result).isInstanceOf(Result.Keyed.class);
    assertThat(((Result.Keyed) result).row()).isNull();
  }

  @Test
  void aColumnThatIsNullIsEmpty() {
    Schema nullable = SchemaBuilder.builder().nullable().stringType();

    Result result = rows.read(null, avro(nullable, null), PUPILS);

    assertThat(text(((Result.Keyed) result).row())).contains("\"kind\":null");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
