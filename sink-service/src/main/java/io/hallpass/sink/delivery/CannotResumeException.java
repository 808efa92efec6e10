package io.hallpass.sink.delivery;

import java.util.List;

/**
 * The warehouse may hold what was withdrawn since, and reading on would not show. It has to be
 * filled anew.
 */
public final class CannotResumeException extends RuntimeException {
  CannotResumeException(String topic, String schema, List<String> problems) {
    super(
        "delivery of "
            + topic
            + " cannot go on: "
            + String.join("; ", problems)
            + ". A rebuild is needed: empty the tables of schema "
            + schema
            + ", delete the topic's rows from hallpass.delivery_offsets and restart the task; the"
            + " whole topic is then delivered anew");
  }
}
