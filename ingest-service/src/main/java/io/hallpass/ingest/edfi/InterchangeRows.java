package io.hallpass.ingest.edfi;

import io.hallpass.ingest.row.RowColumns;
import io.hallpass.ingest.row.RowTaker;
import io.hallpass.ingest.tree.TreeRows;
import io.hallpass.runtime.config.ConfigException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of a set of interchanges, without Connect. Nothing is kept but one element. */
public final class InterchangeRows {
  private InterchangeRows() {}

  /**
   * Reads a set once.
   *
   * @param resources what is collected, by the local names of elements
   * @throws ConfigException with every reason why the set is not whole; no row was given then
   * @throws IOException where a file cannot be read on
   */
  public static void read(InterchangeFiles files, Map<String, RowColumns> resources, RowTaker taker)
      throws IOException {
    List<String> problems = new ArrayList<>();
    InterchangeSet set = InterchangeSet.of(files, problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    Map<String, TreeRows> rows = new LinkedHashMap<>();
    resources.forEach((name, columns) -> rows.put(name, new TreeRows(columns)));
    for (String file : set.files()) {
      try (InterchangeReader reader = new InterchangeReader(file, files.open(file), rows)) {
        while (reader.next()) {
          take(reader, taker);
        }
      }
    }
  }

  private static void take(InterchangeReader reader, RowTaker taker) {
    if (reader.row() instanceof TreeRows.Result.Row row) {
      taker.row(reader.resource(), row.value(), reader.at());
    } else if (reader.row() instanceof TreeRows.Result.Refused no) {
      taker.refused(reader.resource(), no.code(), no.field(), reader.at());
    }
  }
}
