package io.hallpass.schemas;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/** Reads entities from Avro schemas and collects every breach of the vocabulary's rules. */
final class SchemaReader {
  static final String TAGS = "confluent:tags";
  static final String KEY = "KEY";
  private static final Set<String> KEY_NAMES = Set.of("studentId", "recordId");

  private final List<String> problems = new ArrayList<>();

  List<Entity> read(List<String> sources) {
    List<Entity> entities = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<String> fullNames = new HashSet<>();
    Set<String> declared = new HashSet<>();
    for (int i = 0; i < sources.size(); i++) {
      Schema schema = parse(sources.get(i), i);
      if (schema == null) {
        continue;
      }
      declared.add(String.valueOf(schema.getProp("hallpass.entity")));
      if (!fullNames.add(schema.getFullName())) {
        problems.add(schema.getFullName() + ": is declared twice");
      }
      Entity entity = entity(schema);
      if (entity != null && !names.add(entity.name())) {
        problems.add(schema.getFullName() + ": entity '" + entity.name() + "' is declared twice");
      }
      if (entity != null) {
        entities.add(entity);
      }
    }
    for (Entity entity : entities) {
      for (Field field : entity.fields()) {
        if (field.references().isPresent() && !declared.contains(field.references().get())) {
          problems.add(
              where(entity.schema(), field.name())
                  + "references unknown entity '"
                  + field.references().get()
                  + "'");
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new CatalogueException(problems);
    }
    return entities;
  }

  private Schema parse(String source, int index) {
    try {
      Schema schema = new Schema.Parser().parse(source);
      if (schema.getType() == Schema.Type.RECORD) {
        return schema;
      }
      problems.add("schema " + (index + 1) + " is not a record");
      return null;
    } catch (AvroRuntimeException e) {
      problems.add("schema " + (index + 1) + " is not an Avro schema: " + e.getMessage());
      return null;
    }
  }

  private Entity entity(Schema schema) {
    int before = problems.size();
    String name = schema.getProp("hallpass.entity");
    if (name == null || !name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      problems.add(schema.getFullName() + ": property hallpass.entity must be a kebab-case name");
    }
    Scope scope = oneOf(Scope.class, schema, "hallpass.scope");
    Category category = oneOf(Category.class, schema, "hallpass.category");
    if (schema.getFields().size() > Entity.MOST_FIELDS) {
      problems.add(schema.getFullName() + ": more than " + Entity.MOST_FIELDS + " fields");
    }
    List<Field> fields = new ArrayList<>();
    for (Schema.Field avro : schema.getFields()) {
      field(schema, avro).ifPresent(fields::add);
    }
    requireKeys(schema, scope);
    return problems.size() > before ? null : new Entity(name, scope, category, schema, fields);
  }

  /** A record begins with its keys: studentId and recordId, or recordId alone. */
  private void requireKeys(Schema schema, Scope scope) {
    boolean student = schema.getField("studentId") != null;
    Schema.Field record = schema.getField("recordId");
    if (record == null) {
      problems.add(schema.getFullName() + ": has no recordId");
    } else if (record.pos() != (student ? 1 : 0)
        || student && schema.getField("studentId").pos() != 0) {
      problems.add(schema.getFullName() + ": must begin with its keys, studentId before recordId");
    }
    if (scope == Scope.STUDENT && !student) {
      problems.add(schema.getFullName() + ": is student-scoped and has no studentId");
    }
    if (scope == Scope.REFERENCE && student) {
      problems.add(schema.getFullName() + ": is reference data and has a studentId");
    }
  }

  private Optional<Field> field(Schema schema, Schema.Field avro) {
    int before = problems.size();
    String where = where(schema, avro.name());
    Optional<Category> category = category(avro, where);
    boolean key = KEY_NAMES.contains(avro.name());
    FieldType type = type(avro, key, where);
    String references = avro.getProp("hallpass.references");
    if (references == null && type == FieldType.UUID && !key) {
      problems.add(where + "a uuid that is not a key names its entity in hallpass.references");
    }
    if (references != null && type != FieldType.UUID) {
      problems.add(where + "a reference to another record is a uuid");
    }
    if (avro.doc() == null || avro.doc().isBlank()) {
      problems.add(where + "has no doc");
    }
    if (problems.size() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new Field(
            avro.name(),
            avro.pos(),
            type,
            category,
            Optional.ofNullable(references),
            Optional.ofNullable(avro.getProp("hallpass.codes")),
            Boolean.TRUE.equals(avro.getObjectProp("hallpass.required")),
            avro.doc()));
  }

  private Optional<Category> category(Schema.Field avro, String where) {
    Object tags = avro.getObjectProp(TAGS);
    if (!(tags instanceof Collection<?> all) || all.size() != 1) {
      problems.add(where + "must have exactly one tag in " + TAGS);
      return Optional.empty();
    }
    String tag = String.valueOf(all.iterator().next());
    boolean keyName = KEY_NAMES.contains(avro.name());
    if (tag.equals(KEY) != keyName) {
      problems.add(where + "the tag KEY belongs to studentId and recordId, and to nothing else");
      return Optional.empty();
    }
    if (keyName) {
      return Optional.empty();
    }
    try {
      return Optional.of(Category.valueOf(tag));
    } catch (IllegalArgumentException e) {
      problems.add(where + "unknown category '" + tag + "'");
      return Optional.empty();
    }
  }

  private FieldType type(Schema.Field avro, boolean key, String where) {
    Schema value = avro.schema();
    if (!key) {
      boolean nullable =
          value.getType() == Schema.Type.UNION
              && value.getTypes().size() == 2
              && value.getTypes().get(0).getType() == Schema.Type.NULL
              && avro.defaultVal() == JsonProperties.NULL_VALUE;
      if (!nullable) {
        problems.add(
            where + "must be [\"null\", type] with default null, so that it can be withheld");
        return null;
      }
      value = value.getTypes().get(1);
    }
    try {
      FieldType type = FieldType.of(value);
      if (key && type != FieldType.UUID) {
        problems.add(where + "a key is a uuid");
      }
      return type;
    } catch (IllegalArgumentException e) {
      problems.add(where + e.getMessage());
      return null;
    }
  }

  private <E extends Enum<E>> E oneOf(Class<E> type, Schema schema, String property) {
    String value = schema.getProp(property);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    problems.add(
        schema.getFullName()
            + ": property "
            + property
            + " must be one of "
            + List.of(type.getEnumConstants())
            + (value == null ? "" : ", not '" + value + "'"));
    return null;
  }

  private static String where(Schema schema, String field) {
    return schema.getFullName() + "." + field + ": ";
  }
}
