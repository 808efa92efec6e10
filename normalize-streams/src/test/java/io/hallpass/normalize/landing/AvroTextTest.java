package io.hallpass.normalize.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A vendor's values become what a mapping can read. */
final class AvroTextTest {
  private static final Schema INT = Schema.create(Schema.Type.INT);
  private static final Schema LONG = Schema.create(Schema.Type.LONG);
  private static final Schema STRING = Schema.create(Schema.Type.STRING);
  private static final Schema BYTES = Schema.create(Schema.Type.BYTES);
  private static final Schema FLOAT = Schema.create(Schema.Type.FLOAT);
  private static final Schema DOUBLE = Schema.create(Schema.Type.DOUBLE);
  private static final Schema BOOLEAN = Schema.create(Schema.Type.BOOLEAN);
  private static final Schema EIGHT = Schema.createFixed("Eight", null, null, 8);
  private static final Schema SIXTEEN = Schema.createFixed("Sixteen", null, null, 16);
  private static final Schema COLOUR =
      Schema.createEnum("Colour", null, null, List.of("RED", "BLUE"));
  private static final Instant TIME = Instant.parse("2026-08-24T10:00:00.120Z");
  private static final long MICROS = TIME.toEpochMilli() * 1000 + 7;
  private static final UUID ID = UUID.fromString("1b4e28ba-2fa1-11d2-883f-0016d3cca427");

  static List<Arguments> texts() {
    return List.of(
        Arguments.of(STRING, "Ann Ä", "Ann Ä"),
        Arguments.of(BOOLEAN, true, "true"),
        Arguments.of(INT, -3, "-3"),
        Arguments.of(LONG, 9_007_199_254_740_993L, "9007199254740993"),
        Arguments.of(FLOAT, 3.5f, "3.5"),
        Arguments.of(DOUBLE, 1e10, "10000000000"),
        Arguments.of(DOUBLE, 1e-7, "0.00000010"),
        Arguments.of(COLOUR, new GenericData.EnumSymbol(COLOUR, "RED"), "RED"),
        Arguments.of(
            logical(LogicalTypes.date(), INT),
            (int) LocalDate.of(2012, 2, 29).toEpochDay(),
            "2012-02-29"),
        Arguments.of(
            logical(LogicalTypes.timeMillis(), INT),
            LocalTime.of(8, 30).toSecondOfDay() * 1000,
            "08:30:00"),
        Arguments.of(
            logical(LogicalTypes.timeMicros(), LONG),
            LocalTime.of(8, 30, 5, 1000).toNanoOfDay() / 1000,
            "08:30:05.000001"),
        Arguments.of(
            logical(LogicalTypes.timestampMillis(), LONG),
            TIME.toEpochMilli(),
            "2026-08-24T10:00:00.120Z"),
        Arguments.of(
            logical(LogicalTypes.timestampMicros(), LONG), MICROS, "2026-08-24T10:00:00.120007Z"),
        Arguments.of(
            logical(LogicalTypes.timestampNanos(), LONG),
            MICROS * 1000,
            "2026-08-24T10:00:00.120007Z"),
        Arguments.of(
            logical(LogicalTypes.localTimestampMillis(), LONG),
            TIME.toEpochMilli(),
            "2026-08-24T10:00:00.12"),
        Arguments.of(
            logical(LogicalTypes.localTimestampMicros(), LONG),
            MICROS,
            "2026-08-24T10:00:00.120007"),
        Arguments.of(logical(LogicalTypes.decimal(9, 2), BYTES), unscaled("1200.50"), "1200.50"),
        Arguments.of(
            logical(LogicalTypes.decimal(9, 2), EIGHT),
            new GenericData.Fixed(EIGHT, padded(unscaled("-0.01"))),
            "-0.01"),
        Arguments.of(logical(LogicalTypes.uuid(), STRING), ID.toString(), ID.toString()),
        Arguments.of(
            logical(LogicalTypes.uuid(), SIXTEEN),
            new GenericData.Fixed(SIXTEEN, bytes(ID)),
            ID.toString()),
        Arguments.of(Schema.createUnion(Schema.create(Schema.Type.NULL), LONG), 5L, "5"),
        Arguments.of(
            Schema.createUnion(Schema.create(Schema.Type.NULL), logical(LogicalTypes.date(), INT)),
            0,
            "1970-01-01"),
        Arguments.of(Schema.createArray(STRING), List.of("01", "02"), "01,02"),
        Arguments.of(
            Schema.createArray(logical(LogicalTypes.date(), INT)), List.of(0), "1970-01-01"),
        Arguments.of(
            Schema.createArray(SchemaBuilder.nullable().stringType()),
            Arrays.asList("a", null, "b"),
            "a,b"),
        Arguments.of(Schema.createArray(STRING), List.of(), ""));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void whatHasATextIsRead(Schema schema, Object value, String text) {
    assertThat(AvroText.of(schema, value)).contains(text);
  }

  static List<Arguments> others() {
    Schema record = SchemaBuilder.record("Inner").fields().requiredString("a").endRecord();
    return List.of(
        Arguments.of(BYTES, ByteBuffer.wrap(new byte[] {1})),
        Arguments.of(EIGHT, new GenericData.Fixed(EIGHT, new byte[8])),
        Arguments.of(Schema.createMap(STRING), Map.of("a", "b")),
        Arguments.of(record, new GenericData.Record(record)),
        Arguments.of(Schema.createArray(STRING), List.of("Portland, OR")),
        Arguments.of(Schema.createArray(Schema.createArray(STRING)), List.of(List.of("a", "b"))),
        Arguments.of(Schema.createArray(BYTES), List.of(ByteBuffer.wrap(new byte[] {1}))),
        Arguments.of(DOUBLE, Double.NaN),
        Arguments.of(logical(LogicalTypes.timeMillis(), INT), -1),
        Arguments.of(logical(LogicalTypes.timeMicros(), LONG), Long.MAX_VALUE),
        Arguments.of(logical(LogicalTypes.decimal(9, 2), BYTES), ByteBuffer.wrap(new byte[0])),
        Arguments.of(
            logical(LogicalTypes.bigDecimal(), BYTES), ByteBuffer.wrap(new byte[] {2, 1, 0})));
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatHasNoTextIsNone(Schema schema, Object value) {
    assertThat(AvroText.of(schema, value)).isEmpty();
  }

  @Test
  void aListIsReadAsAMappingTakesItApart() {
    String text = AvroText.of(Schema.createArray(STRING), List.of("a", "b c")).orElseThrow();

    assertThat(text.split(",")).containsExactly("a", "b c");
  }

  private static Schema logical(LogicalType type, Schema of) {
    return type.addToSchema(new Schema.Parser().parse(of.toString()));
  }

  private static ByteBuffer unscaled(String number) {
    return ByteBuffer.wrap(new BigDecimal(number).unscaledValue().toByteArray());
  }

  private static byte[] padded(ByteBuffer number) {
    byte[] eight = new byte[8];
    Arrays.fill(eight, number.get(0) < 0 ? (byte) -1 : 0);
    number.get(eight, eight.length - number.remaining(), number.remaining());
    return eight;
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
