package io.hallpass.cli.edfi;

import io.hallpass.normalize.mapping.Emission;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import io.hallpass.schemas.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * A record, decoded.
 *
 * @param person {@code system:value}, empty for nobody's
 * @param fields those that have a value
 */
record MappedRecord(String entity, String id, String person, Map<String, Object> fields) {

  static MappedRecord of(Emission emission) {
    if (emission instanceof Emission.Reference reference) {
      return new MappedRecord(
          reference.entity(),
          reference.recordId().toString(),
          "",
          fields(reference.entity(), reference.body()));
    }
    Emission.Record record = (Emission.Record) emission;
    return new MappedRecord(
        record.entity(),
        record.recordId().toString(),
        record.person(),
        fields(record.entity(), record.body()));
  }

  /** Fields that refer to another record, each with {@code entity/recordId}. */
  Map<String, String> references() {
    Map<String, String> references = new LinkedHashMap<>();
    for (Field field : MappedSet.CATALOGUE.entity(entity).orElseThrow().fields()) {
      if (field.references().isPresent() && fields.containsKey(field.name())) {
        references.put(field.name(), field.references().get() + "/" + fields.get(field.name()));
      }
    }
    return references;
  }

  private static Map<String, Object> fields(String entityName, byte[] body) {
    Entity entity = MappedSet.CATALOGUE.entity(entityName).orElseThrow();
    try {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      if (entity.scope() == Scope.STUDENT) {
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(whole, null);
        encoder.writeString("any");
        encoder.flush();
      }
      whole.write(body);
      GenericRecord record =
          new GenericDatumReader<GenericRecord>(entity.schema())
              .read(null, DecoderFactory.get().binaryDecoder(whole.toByteArray(), null));
      Map<String, Object> fields = new TreeMap<>();
      for (Schema.Field field : entity.schema().getFields()) {
        Object value = record.get(field.pos());
        if (value != null && !field.name().equals("studentId")) {
          fields.put(field.name(), plain(value));
        }
      }
      return fields;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object plain(Object value) {
    if (value instanceof Collection<?> list) {
      return list.stream().map(Object::toString).toList();
    }
    return value instanceof CharSequence ? value.toString() : value;
  }
}
