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
  private final List<Shown> first = new ArrayList<>();
  private long count;
  private long filled;

  /**
   * A record that is shown.
   *
   * @param person whose it is, as the mapping names the person; empty where it is nobody's
   * @param values of the fields that have one
   */
  record Shown(String person, Map<Field, String> values) {}

  EntitySample(Entity entity, int limit) {
    this.entity = entity;
    this.values = new RecordValues(entity);
    this.limit = limit;
  }

  void add(String person, byte[] body) {
    Map<Field, String> record = values.of(body);
    for (Field field : record.keySet()) {
      filled |= field.bit();
    }
    if (count++ < limit) {
      first.add(new Shown(person, record));
    }
  }

  Entity entity() {
    return entity;
  }

  long count() {
    return count;
  }

  /** The first records. */
  List<Shown> first() {
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
