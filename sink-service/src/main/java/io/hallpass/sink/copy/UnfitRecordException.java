package io.hallpass.sink.copy;

/**
 * A released record cannot be written to the warehouse. The message names entity and field, never a
 * value.
 */
public final class UnfitRecordException extends RuntimeException {
  public UnfitRecordException(String message) {
    super(message);
  }
}
