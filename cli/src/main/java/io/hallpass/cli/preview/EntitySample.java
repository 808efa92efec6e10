package io.hallpass.cli.preview;

import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a source gives of one entity: how many records, the first of them, and which fields. */
final class EntitySample {
  private final Entity entity;
  private final RecordValues values;
  private final int limit;
  private final List<Map<Field, String>> first = new ArrayList<>();
  private long count;
  private long filled;

  EntitySample(Entity entity, int limit) {
    this.entity = entity;
    this.values = new RecordValues(entity);
    this.limit = limit;
  }

  void add(byte[] body) {
    Map<Field, String> record = values.of(body);
    for (Field field : record.keySet()) {
      filled |= field.bit();
    }
    if (count++ < limit) {
      first.add(record);
    }
  }

  Entity entity() {
    return entity;
  }

  long count() {
    return count;
  }

  /** The first records, fields that have a value only. */
  List<Map<Field, String>> first() {
    return first;
  }

  /** The set of fields that have a value in some record. */
  long filled() {
    return filled;
  }

  /** The same, in the vocabulary's order. */
  List<Field> columns() {
    return entity.fields().stream().filter(field -> (filled & field.bit()) != 0).toList();
  }
}
