package io.hallpass.runtime.avro;

/** The registry did not answer, or refused. Nothing may be released until it does. */
public final class SchemaUnavailableException extends RuntimeException {
  public SchemaUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
