package io.hallpass.cli.stack;

/** A part of the stack did not start. */
public final class PartFailedException extends RuntimeException {
  PartFailedException(String message) {
    super(message);
  }
}
