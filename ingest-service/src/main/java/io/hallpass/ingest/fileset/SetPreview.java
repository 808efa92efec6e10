package io.hallpass.ingest.fileset;

import io.hallpass.ingest.row.RowTaker;
import io.hallpass.runtime.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The rows of a file set as the connector would send them, without Connect: the same files, columns
 * and refusals. Nothing of the files is kept but the hashes of keys.
 */
public final class SetPreview {
  private SetPreview() {}

  /**
   * Reads a set once. Rows that say that they are gone are left out.
   *
   * @throws ConfigException with every reason why the connector would hold the set; no row was
   *     given then
   * @throws IOException where the path is neither a folder nor a zip, or cannot be read on
   */
  public static void read(Path path, Format format, RowTaker taker) throws IOException {
    DuplicateKeys keys = new DuplicateKeys(format);
    try (FileSet set = FileSet.at(path)) {
      for (PlannedFile file : format.plan(set, Set.copyOf(format.resources())).files()) {
        try (FileRows rows = file.open(set)) {
          while (rows.next()) {
            FileRow found = rows.row();
            if (found != null) {
              give(keys.pass(found), rows.at(), taker);
            }
          }
        }
      }
    } catch (HeldException e) {
      throw new ConfigException(
          e.problems().stream().map(problem -> path + ": " + problem).toList());
    }
  }

  /**
   * Why the connector would hold a set; empty where it would read it.
   *
   * @throws IOException where the path is neither a folder nor a zip, or cannot be read on
   */
  public static List<String> problems(Path path, Format format) throws IOException {
    try (FileSet set = FileSet.at(path)) {
      format.plan(set, Set.copyOf(format.resources()));
      return List.of();
    } catch (HeldException e) {
      return e.problems();
    }
  }

  private static void give(FileRow found, String at, RowTaker taker) {
    if (found instanceof FileRow.Refused refused) {
      taker.refused(refused.resource(), refused.code(), refused.field(), at);
    } else if (found instanceof FileRow.Taken taken && taken.value() != null) {
      taker.row(taken.resource(), taken.value(), at);
    }
  }
}
