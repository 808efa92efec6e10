package io.hallpass.cli.expected;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A row of a warehouse, there or expected to be there.
 *
 * @param table without the schema
 * @param key {@code studentId/recordId}, or {@code recordId} where it is nobody's
 * @param values by column, without keys and nulls: {@code String}, {@code Integer}, {@code Double},
 *     {@code Boolean}, {@code LocalDate}, {@code Instant} or {@code List<String>}
 */
public record WarehouseRow(String table, String key, Map<String, Object> values) {
  public WarehouseRow {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** A row is somebody's; nothing of it belongs into a log. */
  @Override
  public String toString() {
    return "a row of " + table;
  }
}
