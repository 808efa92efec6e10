package io.hallpass.runtime.avro;

/** A value names a schema id that the registry does not know, or that is of no Avro schema. */
public final class UnknownSchemaException extends RuntimeException {
  public UnknownSchemaException(int id) {
    super("the registry knows no Avro schema with id " + id);
  }
}
