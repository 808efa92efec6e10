package io.hallpass.normalize.mapping;

import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Short ways to mappings, rows and decoded bodies. */
final class Samples {
  static final Catalogue CATALOGUE = Catalogue.load();
  static final byte[] SECRET =
      "a secret of sixteen bytes at least".getBytes(StandardCharsets.US_ASCII);
  static final String SOURCE = "sis";

  private Samples() {}

  static RecordIds ids() {
    return new RecordIds(SECRET);
  }

  static Mapping load(String yaml) {
    return Mapping.load("test.yaml", yaml, CATALOGUE, StandardMappings.crosswalks());
  }

  static Mapping standard(String name) {
    return load(StandardMappings.mapping(name).orElseThrow());
  }

  /** Column, value, column, value … */
  static Row row(String... cells) {
    Map<String, String> columns = new HashMap<>();
    for (int i = 0; i < cells.length; i += 2) {
      columns.put(cells[i], cells[i + 1]);
    }
    return Row.of(columns);
  }

  static MapResult map(Mapping mapping, String resource, Row row) {
    return mapping.resource(resource).orElseThrow().map(row, SOURCE, ids());
  }

  static MapResult.Mapped mapped(Mapping mapping, String resource, Row row) {
    MapResult result = map(mapping, resource, row);
    if (result instanceof MapResult.Mapped mapped) {
      return mapped;
    }
    throw new AssertionError("rejected: " + result);
  }

  static <T extends Emission> List<T> of(Class<T> type, MapResult.Mapped mapped) {
    return mapped.emissions().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The fields that have a value; text as String, lists as lists of Strings. */
  static Map<String, Object> fields(Emission emission) {
    if (emission instanceof Emission.Reference reference) {
      return fields(reference.entity(), reference.body());
    }
    Emission.Record record = (Emission.Record) emission;
    return fields(record.entity(), record.body());
  }

  static Map<String, Object> fields(String entityName, byte[] body) {
    Entity entity = CATALOGUE.entity(entityName).orElseThrow();
    try {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      if (entity.scope() == Scope.STUDENT) {
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(whole, null);
        encoder.writeString("any");
        encoder.flush();
      }
      whole.write(body);
      BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(whole.toByteArray(), null);
      GenericRecord record =
          new GenericDatumReader<GenericRecord>(entity.schema()).read(null, decoder);
      if (!decoder.isEnd()) {
        throw new AssertionError("bytes are left over");
      }
      Map<String, Object> fields = new TreeMap<>();
      for (Schema.Field field : entity.schema().getFields()) {
        Object value = record.get(field.pos());
        if (value != null && !field.name().equals("studentId")) {
          fields.put(field.name(), plain(value));
        }
      }
      return fields;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Object plain(Object value) {
    if (value instanceof Collection<?> list) {
      return list.stream().map(Object::toString).toList();
    }
    return value instanceof CharSequence ? value.toString() : value;
  }
}
