package io.hallpass.normalize.mapping;

import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import io.hallpass.schemas.FieldType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Writes an entity's fields as Avro binary, in the schema's order and without {@code studentId}.
 */
final class BodyWriter {
  private static final String STUDENT_ID = "studentId";
  private final List<Field> fields;

  /**
   * For one entity.
   *
   * @throws IllegalArgumentException where something stands before the keys: whoever puts the
   *     studentId in front of a body relies on it
   */
  BodyWriter(Entity entity) {
    fields = entity.fields().stream().filter(field -> !field.name().equals(STUDENT_ID)).toList();
    boolean first = entity.field(STUDENT_ID).map(id -> id.position() == 0).orElse(true);
    if (!first || !fields.get(0).key()) {
      throw new IllegalArgumentException("entity " + entity.name() + " must begin with its keys");
    }
  }

  /**
   * The body of one record.
   *
   * @param values at each field's position its value, null where there is none
   */
  byte[] write(UUID recordId, Object[] values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      encoder.writeString(recordId.toString());
      for (Field field : fields.subList(1, fields.size())) {
        Object value = values[field.position()];
        encoder.writeIndex(value == null ? 0 : 1);
        if (value != null) {
          write(field.type(), value, encoder);
        }
      }
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void write(FieldType type, Object value, BinaryEncoder encoder)
      throws IOException {
    switch (type) {
      case STRING -> encoder.writeString((String) value);
      case UUID -> encoder.writeString(value.toString());
      case INT, DATE -> encoder.writeInt((Integer) value);
      case LONG, INSTANT -> encoder.writeLong((Long) value);
      case DOUBLE -> encoder.writeDouble((Double) value);
      case BOOLEAN -> encoder.writeBoolean((Boolean) value);
      case STRING_LIST -> {
        List<?> texts = (List<?>) value;
        encoder.writeArrayStart();
        encoder.setItemCount(texts.size());
        for (Object text : texts) {
          encoder.startItem();
          encoder.writeString((String) text);
        }
        encoder.writeArrayEnd();
      }
    }
  }
}
