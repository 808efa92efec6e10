package io.hallpass.sink.delivery;

import java.util.Set;

/** Another topic is delivered to the schema. Rows of two recipients would mix in its tables. */
public final class SchemaTakenException extends RuntimeException {
  SchemaTakenException(String topic, String schema, Set<String> others) {
    super(
        "schema "
            + schema
            + " holds what was delivered from "
            + String.join(", ", others)
            + ", and a schema belongs to one topic alone. Name another one for "
            + topic
            + "; or, where the other is not delivered any more, empty the tables of the schema and"
            + " delete the other's rows from hallpass.delivery_offsets");
  }
}
