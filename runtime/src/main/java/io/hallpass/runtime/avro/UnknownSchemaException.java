package io.hallpass.runtime.avro;

/** A value names a schema id that the registry does not know. */
public final class UnknownSchemaException extends RuntimeException {
  public UnknownSchemaException(int id) {
    super("the registry knows no schema with id " + id);
  }
}
