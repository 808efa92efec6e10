package io.hallpass.ingest.rest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A page of rows.
 *
 * @param rows in the server's order
 * @param total how many there are in all, where the server says
 * @param next the token of the next page, where the server gives one
 * @param at the server's time, where it says
 */
public record Page(
    List<Row> rows, OptionalLong total, Optional<String> next, Optional<Instant> at) {
  /** The id of the last row that has one; empty where none has. */
  public String lastId() {
    for (int i = rows.size() - 1; i >= 0; i--) {
      if (!rows.get(i).id().isEmpty()) {
        return rows.get(i).id();
      }
    }
    return "";
  }
}
