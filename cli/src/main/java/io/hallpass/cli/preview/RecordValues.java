package io.hallpass.cli.preview;

import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import io.hallpass.schemas.FieldType;
import io.hallpass.schemas.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Decodes records of one entity to texts. Not for use by several threads. */
final class RecordValues {
  private final Entity entity;
  private final GenericDatumReader<GenericRecord> reader;
  private final byte[] before;
  private BinaryDecoder decoder;

  RecordValues(Entity entity) {
    this.entity = entity;
    this.reader = new GenericDatumReader<>(entity.schema());
    this.before = entity.scope() == Scope.STUDENT ? studentId() : new byte[0];
  }

  /** A body begins behind the {@code studentId}, which nobody has yet. */
  private static byte[] studentId() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      encoder.writeString("");
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The fields that have a value, without {@code studentId}, in the vocabulary's order. */
  Map<Field, String> of(byte[] body) {
    byte[] whole = new byte[before.length + body.length];
    System.arraycopy(before, 0, whole, 0, before.length);
    System.arraycopy(body, 0, whole, before.length, body.length);
    decoder = DecoderFactory.get().binaryDecoder(whole, decoder);
    GenericRecord record;
    try {
      record = reader.read(null, decoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<Field, String> values = new LinkedHashMap<>();
    for (Field field : entity.fields()) {
      Object value = record.get(field.position());
      if (value != null && !field.name().equals("studentId")) {
        values.put(field, text(field.type(), value));
      }
    }
    return values;
  }

  private static String text(FieldType type, Object value) {
    return switch (type) {
      case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
      case INSTANT -> Instant.ofEpochMilli((Long) value).toString();
      case STRING_LIST ->
          ((Collection<?>) value).stream().map(Object::toString).collect(Collectors.joining(", "));
      default -> value.toString();
    };
  }
}
