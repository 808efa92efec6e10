package io.hallpass.runtime.service;

/** A Kafka Connect worker did not start; what it logged says why. */
public final class ConnectNotStartedException extends RuntimeException {
  ConnectNotStartedException(Throwable cause) {
    super("Kafka Connect did not start; its log says why", cause);
  }
}
