package io.hallpass.cli.kafka;

import java.util.List;

/**
 * Kafka Connect answered, and refused. Its own words are not kept: they repeat values of the
 * configuration, and what a plugin's exception said.
 */
public final class ConnectRefusedException extends RuntimeException {
  ConnectRefusedException(String what, int status, List<String> problems) {
    super(
        "Kafka Connect refused "
            + what
            + " with status "
            + status
            + (problems.isEmpty() ? "; its log says why" : ": " + String.join("; ", problems)));
  }
}
