package io.hallpass.ingest.csv;

import io.hallpass.ingest.row.RowColumns;
import java.util.List;

/**
 * A resource of a file set.
 *
 * @param name as the mapping calls it
 * @param file its name in the folder or the zip: {@code users.csv}
 * @param columns what is collected of it
 */
public record CsvResource(String name, String file, RowColumns columns) {
  /** A resource with these key columns and collected columns. */
  public CsvResource(String name, String file, List<String> key, List<String> columns) {
    this(name, file, new RowColumns(key, columns));
  }
}
