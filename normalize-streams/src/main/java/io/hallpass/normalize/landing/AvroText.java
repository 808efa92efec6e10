package io.hallpass.normalize.landing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;

/**
 * What a vendor's Avro value says as the text of a column: dates and times as ISO 8601, numbers in
 * plain digits, a list as {@code split(row.column, ',')} takes it apart again. Logical types as in
 * the specification of Avro 1.12.
 */
final class AvroText {
  private static final String COMMA = ",";

  private AvroText() {}

  /**
   * The text of a value that is not null; empty where no text says it: bytes, a record, a map, a
   * list with a comma in an element, a time that is none.
   */
  static Optional<String> of(Schema declared, Object value) {
    Schema schema =
        declared.isUnion()
            ? declared.getTypes().get(GenericData.get().resolveUnion(declared, value))
            : declared;
    try {
      return Optional.ofNullable(
          schema.getLogicalType() == null ? plain(schema, value) : logical(schema, value));
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String logical(Schema schema, Object value) {
    return switch (schema.getLogicalType().getName()) {
      case "date" -> LocalDate.ofEpochDay((Integer) value).toString();
      case "time-millis" -> time((Integer) value, 1_000_000);
      case "time-micros" -> time((Long) value, 1_000);
      case "timestamp-millis" -> instant(value, ChronoUnit.MILLIS).toString();
      case "timestamp-micros" -> instant(value, ChronoUnit.MICROS).toString();
      case "timestamp-nanos" -> instant(value, ChronoUnit.NANOS).toString();
      case "local-timestamp-millis" -> local(instant(value, ChronoUnit.MILLIS));
      case "local-timestamp-micros" -> local(instant(value, ChronoUnit.MICROS));
      case "local-timestamp-nanos" -> local(instant(value, ChronoUnit.NANOS));
      case "decimal" -> decimal(bytes(value), (LogicalTypes.Decimal) schema.getLogicalType());
      case "uuid" -> schema.getType() == Schema.Type.FIXED ? uuid(bytes(value)) : value.toString();
      default -> plain(schema, value);
    };
  }

  private static String plain(Schema schema, Object value) {
    return switch (schema.getType()) {
      case STRING, ENUM, INT, LONG, BOOLEAN -> value.toString();
      case FLOAT, DOUBLE -> new BigDecimal(value.toString()).toPlainString();
      case ARRAY -> list(schema.getElementType(), (Collection<?>) value);
      case BYTES, FIXED, MAP, RECORD, UNION, NULL -> null;
    };
  }

  /** Elements that are null are left out, as empty ones are. */
  private static String list(Schema elements, Collection<?> values) {
    List<String> texts = new ArrayList<>(values.size());
    for (Object value : values) {
      if (value != null) {
        Optional<String> text = of(elements, value);
        if (text.isEmpty() || text.get().contains(COMMA)) {
          return null;
        }
        texts.add(text.get());
      }
    }
    return String.join(COMMA, texts);
  }

  private static String time(long units, long nanos) {
    LocalTime time = LocalTime.ofNanoOfDay(Math.multiplyExact(units, nanos));
    return DateTimeFormatter.ISO_LOCAL_TIME.format(time);
  }

  private static Instant instant(Object units, ChronoUnit unit) {
    return Instant.EPOCH.plus((Long) units, unit);
  }

  private static String local(Instant time) {
    return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
        LocalDateTime.ofInstant(time, ZoneOffset.UTC));
  }

  private static String decimal(byte[] unscaled, LogicalTypes.Decimal type) {
    return new BigDecimal(new BigInteger(unscaled), type.getScale()).toPlainString();
  }

  private static String uuid(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new UUID(in.getLong(), in.getLong()).toString();
  }

  private static byte[] bytes(Object value) {
    if (value instanceof GenericFixed fixed) {
      return fixed.bytes();
    }
    ByteBuffer buffer = ((ByteBuffer) value).duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
