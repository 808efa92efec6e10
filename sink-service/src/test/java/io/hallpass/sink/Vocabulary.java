package io.hallpass.sink;

import io.hallpass.runtime.topics.CanonicalKey;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** A small vocabulary with every type there is. */
final class Vocabulary {
  static final String PERSON =
      """
      {"type": "record", "name": "Person", "namespace": "test", "doc": "Somebody's child.",
       "hallpass.entity": "test-person", "hallpass.scope": "STUDENT", "hallpass.category": "NAME",
       "fields": [
        {"name": "studentId", "type": {"type": "string", "logicalType": "uuid"}, "doc": "k", "confluent:tags": ["KEY"]},
        {"name": "recordId", "type": {"type": "string", "logicalType": "uuid"}, "doc": "k", "confluent:tags": ["KEY"]},
        {"name": "givenName", "type": ["null", "string"], "default": null, "doc": "d", "confluent:tags": ["NAME"]},
        {"name": "birthDate", "type": ["null", {"type": "int", "logicalType": "date"}], "default": null, "doc": "d", "confluent:tags": ["DEMOGRAPHIC"]},
        {"name": "seenAt", "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}], "default": null, "doc": "d", "confluent:tags": ["ATTENDANCE"]},
        {"name": "schoolId", "type": ["null", {"type": "string", "logicalType": "uuid"}], "default": null, "doc": "d", "confluent:tags": ["ENROLLMENT"], "hallpass.references": "test-org"},
        {"name": "absences", "type": ["null", "int"], "default": null, "doc": "d", "confluent:tags": ["ATTENDANCE"]},
        {"name": "points", "type": ["null", "long"], "default": null, "doc": "d", "confluent:tags": ["ASSESSMENT"]},
        {"name": "score", "type": ["null", "double"], "default": null, "doc": "d", "confluent:tags": ["ASSESSMENT"]},
        {"name": "active", "type": ["null", "boolean"], "default": null, "doc": "d", "confluent:tags": ["ENROLLMENT"]},
        {"name": "grades", "type": ["null", {"type": "array", "items": "string"}], "default": null, "doc": "d", "confluent:tags": ["ENROLLMENT"]}
       ]}
      """;

  static final String ORG =
      """
      {"type": "record", "name": "Org", "namespace": "test", "doc": "A school's record.",
       "hallpass.entity": "test-org", "hallpass.scope": "REFERENCE", "hallpass.category": "ORGANIZATION",
       "fields": [
        {"name": "recordId", "type": {"type": "string", "logicalType": "uuid"}, "doc": "k", "confluent:tags": ["KEY"]},
        {"name": "name", "type": ["null", "string"], "default": null, "doc": "d", "confluent:tags": ["ORGANIZATION"]}
       ]}
      """;

  static final String INCIDENT =
      """
      {"type": "record", "name": "Incident", "namespace": "test", "doc": "d",
       "hallpass.entity": "discipline-incident", "hallpass.scope": "STUDENT", "hallpass.category": "DISCIPLINE",
       "fields": [
        {"name": "studentId", "type": {"type": "string", "logicalType": "uuid"}, "doc": "k", "confluent:tags": ["KEY"]},
        {"name": "recordId", "type": {"type": "string", "logicalType": "uuid"}, "doc": "k", "confluent:tags": ["KEY"]},
        {"name": "severity", "type": ["null", "string"], "default": null, "doc": "d", "confluent:tags": ["DISCIPLINE"]}
       ]}
      """;

  static final Catalogue CATALOGUE = Catalogue.of(List.of(PERSON, ORG, INCIDENT));

  /** Every field of every entity. */
  static final String ALL_COLUMNS =
      "test-person.givenName,test-person.birthDate,test-person.seenAt,test-person.schoolId,"
          + "test-person.absences,test-person.points,test-person.score,test-person.active,"
          + "test-person.grades,test-org.name,discipline-incident.severity";

  private Vocabulary() {}

  static Schema schema(String entity) {
    return CATALOGUE.entity(entity).orElseThrow().schema();
  }

  /** A record with the key's ids and these fields. */
  static GenericRecord record(CanonicalKey key, Map<String, ?> fields) {
    return record(schema(key.entity()), key, fields);
  }

  /** The same, with another version of the schema. */
  static GenericRecord record(Schema schema, CanonicalKey key, Map<String, ?> fields) {
    GenericRecord record = new GenericData.Record(schema);
    key.studentId().ifPresent(id -> record.put("studentId", id.toString()));
    record.put("recordId", key.recordId().toString());
    fields.forEach(record::put);
    return record;
  }

  /** The key of an entity's record number {@code record} of student number {@code student}. */
  static CanonicalKey key(String entity, int student, int record) {
    boolean reference = CATALOGUE.entity(entity).orElseThrow().scope() == Scope.REFERENCE;
    Optional<UUID> studentId = reference ? Optional.empty() : Optional.of(id("student", student));
    return new CanonicalKey(studentId, entity, id("record", record));
  }

  static UUID id(String kind, int number) {
    return UUID.nameUUIDFromBytes(
        (kind + number).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
