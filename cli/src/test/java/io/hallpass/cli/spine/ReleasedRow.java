package io.hallpass.cli.spine;

import io.hallpass.cli.expected.WarehouseRow;
import io.hallpass.runtime.topics.CanonicalKey;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import io.hallpass.schemas.FieldType;
import io.hallpass.sink.table.SqlNames;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;

/** A released record as the row a warehouse makes of it. */
final class ReleasedRow {
  private ReleasedRow() {}

  static WarehouseRow of(CanonicalKey key, Entity entity, GenericRecord record) {
    Map<String, Object> values = new TreeMap<>();
    for (Field field : entity.fields()) {
      Object value = record.get(field.name());
      if (value != null && !field.key()) {
        values.put(SqlNames.column(field.name()), value(field.type(), value));
      }
    }
    return new WarehouseRow(SqlNames.table(entity.name()), rowKey(key), values);
  }

  static String rowKey(CanonicalKey key) {
    return key.studentId().map(id -> id + "/").orElse("") + key.recordId();
  }

  private static Object value(FieldType type, Object value) {
    return switch (type) {
      case DATE -> LocalDate.ofEpochDay((Integer) value);
      case INSTANT -> Instant.ofEpochMilli((Long) value);
      case STRING_LIST -> ((Collection<?>) value).stream().map(Object::toString).toList();
      case STRING, UUID -> value.toString();
      case INT, LONG, DOUBLE, BOOLEAN -> value;
    };
  }
}
