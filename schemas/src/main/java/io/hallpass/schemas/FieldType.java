package io.hallpass.schemas;

import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The few types a field of the vocabulary may have; each knows its form in Avro. */
public enum FieldType {
  STRING,
  INT,
  LONG,
  DOUBLE,
  BOOLEAN,
  /** A calendar day: Avro {@code int} with logical type {@code date}. */
  DATE,
  /** A point in time: Avro {@code long} with logical type {@code timestamp-millis}. */
  INSTANT,
  /**
   * A record id, or a reference to one: Avro {@code string} with logical type {@code uuid}, 36
   * characters.
   */
  UUID,
  /** Avro {@code array} of {@code string}. */
  STRING_LIST;

  /**
   * The type an Avro schema (without its null branch) stands for.
   *
   * @throws IllegalArgumentException where the vocabulary knows no such type
   */
  public static FieldType of(Schema schema) {
    LogicalType logical = schema.getLogicalType();
    switch (schema.getType()) {
      case STRING:
        return logical != null && logical.getName().equals("uuid") ? UUID : STRING;
      case INT:
        return logical instanceof LogicalTypes.Date ? DATE : INT;
      case LONG:
        return logical instanceof LogicalTypes.TimestampMillis ? INSTANT : LONG;
      case DOUBLE:
        return DOUBLE;
      case BOOLEAN:
        return BOOLEAN;
      case ARRAY:
        if (schema.getElementType().getType() == Schema.Type.STRING) {
          return STRING_LIST;
        }
        throw new IllegalArgumentException(
            "arrays hold strings, not " + schema.getElementType().getType());
      default:
        throw new IllegalArgumentException(
            "type " + schema.getType() + " is not one of the vocabulary's");
    }
  }
}
