package io.hallpass.ingest.cdc;

import io.hallpass.ingest.row.RowColumns;
import java.util.List;

/**
 * A table whose rows are a resource.
 *
 * @param name of the resource, as the mapping calls it
 * @param schema of the table
 * @param table its name
 * @param columns what is collected of it; nothing else leaves the vendor's database, unless it is
 *     published with {@code full}
 * @param full whether the table may be given REPLICA IDENTITY FULL, for want of a primary key:
 *     PostgreSQL then sends all columns to the connector, which cuts them
 */
public record CapturedTable(
    String name, String schema, String table, RowColumns columns, boolean full) {
  /**
   * A table with a primary key.
   *
   * @param table {@code schema.table}, or a name in the schema {@code public}
   */
  public static CapturedTable of(
      String name, String table, List<String> key, List<String> columns, boolean full) {
    int dot = table.indexOf('.');
    return new CapturedTable(
        name,
        dot < 0 ? "public" : table.substring(0, dot),
        table.substring(dot + 1),
        new RowColumns(key, columns),
        full);
  }

  /** {@code schema.table}. */
  public String id() {
    return schema + "." + table;
  }
}
