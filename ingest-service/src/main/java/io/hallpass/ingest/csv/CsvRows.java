package io.hallpass.ingest.csv;

import io.hallpass.ingest.row.RawRecords;
import io.hallpass.ingest.row.RowTaker;
import io.hallpass.runtime.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The rows of a file set as the connector would send them, without Connect: the same files, columns
 * and refusals. Nothing of the files is kept but the hashes of keys.
 */
public final class CsvRows {
  private CsvRows() {}

  /**
   * Reads a set once.
   *
   * @throws ConfigException with every reason why the connector would hold the set; no row was
   *     given then
   * @throws IOException where the path is neither a folder nor a zip, or cannot be read on
   */
  public static void read(CsvSourceSettings settings, RowTaker taker) throws IOException {
    RawRecords records =
        new RawRecords(settings.district(), settings.source(), settings.partitions(), Map.of());
    try (FileSet set = FileSet.at(Path.of(settings.path()))) {
      for (SetPlan.PlannedFile file : SetPlan.of(set, settings).files()) {
        read(set, settings, file, new RowMaker(records, file, 0), taker);
      }
    } catch (HeldException e) {
      List<String> problems =
          e.problems().stream().map(problem -> settings.path() + ": " + problem).toList();
      throw new ConfigException(problems);
    }
  }

  private static void read(
      FileSet set,
      CsvSourceSettings settings,
      SetPlan.PlannedFile file,
      RowMaker maker,
      RowTaker taker)
      throws IOException {
    String resource = file.resource().name();
    try (CsvSplitter rows = SetPlan.rows(set, file.path(), settings.format())) {
      rows.next();
      while (rows.next()) {
        String at = file.resource().file() + ":" + rows.line();
        if (maker.refuses(rows)) {
          taker.refused(resource, maker.code(), maker.field(), at);
        } else {
          taker.row(resource, maker.value(), at);
        }
      }
    }
  }
}
