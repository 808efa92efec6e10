package io.hallpass.schemas;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * One kind of record: its schema, whose record it is and which category its very existence belongs
 * to. Sets of its fields are kept in a {@code long}, one bit a field, so an entity has at most
 * {@value #MOST_FIELDS} fields.
 */
public final class Entity {
  /** As many fields as a {@code long} has bits. */
  public static final int MOST_FIELDS = 64;

  private final String name;
  private final Scope scope;
  private final Category category;
  private final Schema schema;
  private final Map<String, Field> fields;
  private final long keys;

  Entity(String name, Scope scope, Category category, Schema schema, List<Field> fields) {
    this.name = name;
    this.scope = scope;
    this.category = category;
    this.schema = schema;
    Map<String, Field> byName = new LinkedHashMap<>();
    long keyBits = 0;
    for (Field field : fields) {
      byName.put(field.name(), field);
      keyBits |= field.key() ? field.bit() : 0;
    }
    this.fields = java.util.Collections.unmodifiableMap(byName);
    this.keys = keyBits;
  }

  /** In kebab-case, as in topic keys: {@code class-enrollment}. */
  public String name() {
    return name;
  }

  /** Whose record it is. */
  public Scope scope() {
    return scope;
  }

  /** The record category: where it is denied, no record of this entity is released at all. */
  public Category category() {
    return category;
  }

  /** The Avro schema; its full name is the registry's subject. */
  public Schema schema() {
    return schema;
  }

  /** In the schema's order. */
  public List<Field> fields() {
    return List.copyOf(fields.values());
  }

  /** The field of this name, if there is one. */
  public Optional<Field> field(String fieldName) {
    return Optional.ofNullable(fields.get(fieldName));
  }

  /** The set of the key fields. */
  public long keyFields() {
    return keys;
  }

  /**
   * The set of all fields whose category is in {@code categories} (bits as {@link Category#bit()}),
   * without the keys.
   */
  public long fieldsOf(int categories) {
    long bits = 0;
    for (Field field : fields.values()) {
      if (field.category().isPresent() && (field.category().get().bit() & categories) != 0) {
        bits |= field.bit();
      }
    }
    return bits;
  }

  @Override
  public String toString() {
    return "entity " + name;
  }
}
