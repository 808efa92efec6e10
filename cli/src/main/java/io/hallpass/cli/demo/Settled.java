package io.hallpass.cli.demo;

import java.sql.SQLException;
import java.util.Map;

/** True once a warehouse has rows and did not change between two looks a second apart. */
final class Settled {
  private static final long APART = 1_000_000_000L;

  private final Warehouse warehouse;
  private Map<String, Long> before = Map.of();
  private long since = System.nanoTime();

  Settled(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  boolean now() throws SQLException {
    Map<String, Long> rows = warehouse.rows();
    long there = rows.values().stream().mapToLong(Long::longValue).sum();
    if (!rows.equals(before) || there == 0) {
      before = rows;
      since = System.nanoTime();
      return false;
    }
    return System.nanoTime() - since > APART;
  }
}
