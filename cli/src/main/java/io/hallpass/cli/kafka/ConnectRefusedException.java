package io.hallpass.cli.kafka;

/** Kafka Connect answered, and refused. */
public final class ConnectRefusedException extends RuntimeException {
  ConnectRefusedException(String what, int status, String message) {
    super("Kafka Connect refused " + what + " (" + status + "): " + message);
  }
}
