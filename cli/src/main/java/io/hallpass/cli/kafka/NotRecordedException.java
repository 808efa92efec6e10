package io.hallpass.cli.kafka;

/** Kafka did not take a decision. Nothing of it counts. */
public final class NotRecordedException extends RuntimeException {
  /** {@code what} names it. */
  public NotRecordedException(String what, Throwable cause) {
    super(what + " was not recorded: " + cause.getClass().getSimpleName(), cause);
  }
}
