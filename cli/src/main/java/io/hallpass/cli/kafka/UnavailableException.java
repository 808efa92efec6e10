package io.hallpass.cli.kafka;

/** A part of the stack does not answer, or not as it should. Says which, in our own words. */
public final class UnavailableException extends RuntimeException {
  UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
