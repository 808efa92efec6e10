package io.hallpass.normalize.mapping;

import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import io.hallpass.schemas.FieldType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** Reads what {@link BodyWriter} wrote, to compare it. */
public final class BodyReader {
  private final List<Field> fields;

  /** For one entity. */
  public BodyReader(Entity entity) {
    fields = entity.fields().stream().filter(field -> !field.key()).toList();
  }

  /** The fields in which two bodies differ, by name, in the schema's order. */
  public List<String> differing(byte[] one, byte[] other) {
    List<Object> left = read(one);
    List<Object> right = read(other);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      if (!Objects.equals(left.get(i), right.get(i))) {
        names.add(fields.get(i).name());
      }
    }
    return names;
  }

  private List<Object> read(byte[] body) {
    BinaryDecoder in = DecoderFactory.get().binaryDecoder(body, null);
    List<Object> values = new ArrayList<>(fields.size());
    try {
      in.readString();
      for (Field field : fields) {
        values.add(in.readIndex() == 0 ? null : read(field.type(), in));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
  }

  private static Object read(FieldType type, BinaryDecoder in) throws IOException {
    return switch (type) {
      case STRING, UUID -> in.readString();
      case INT, DATE -> in.readInt();
      case LONG, INSTANT -> in.readLong();
      case DOUBLE -> in.readDouble();
      case BOOLEAN -> in.readBoolean();
      case STRING_LIST -> {
        List<String> texts = new ArrayList<>();
        for (long n = in.readArrayStart(); n > 0; n = in.arrayNext()) {
          for (long i = 0; i < n; i++) {
            texts.add(in.readString());
          }
        }
        yield texts;
      }
    };
  }
}
