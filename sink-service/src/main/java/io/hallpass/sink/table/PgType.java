package io.hallpass.sink.table;

import io.hallpass.schemas.FieldType;

/** The PostgreSQL type of each type of the vocabulary. */
public enum PgType {
  TEXT("text"),
  INTEGER("integer"),
  BIGINT("bigint"),
  DOUBLE("double precision"),
  BOOLEAN("boolean"),
  DATE("date"),
  TIMESTAMPTZ("timestamp with time zone"),
  UUID("uuid"),
  TEXT_ARRAY("text[]");

  private final String sql;

  PgType(String sql) {
    this.sql = sql;
  }

  /** As {@code format_type} of PostgreSQL writes it. */
  public String sql() {
    return sql;
  }

  /** The type of a field's column. */
  public static PgType of(FieldType type) {
    return switch (type) {
      case STRING -> TEXT;
      case INT -> INTEGER;
      case LONG -> BIGINT;
      case DOUBLE -> DOUBLE;
      case BOOLEAN -> BOOLEAN;
      case DATE -> DATE;
      case INSTANT -> TIMESTAMPTZ;
      case UUID -> UUID;
      case STRING_LIST -> TEXT_ARRAY;
    };
  }
}
