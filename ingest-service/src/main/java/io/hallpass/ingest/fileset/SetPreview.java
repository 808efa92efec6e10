package io.hallpass.ingest.fileset;

import io.hallpass.ingest.intake.Judge;
import io.hallpass.ingest.intake.Limits;
import io.hallpass.ingest.row.RowTaker;
import io.hallpass.runtime.config.ConfigException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * The rows of a file set as the connector would send them, without Connect: the same files, columns
 * and refusals. Nothing of the files is kept but the hashes of keys.
 */
public final class SetPreview {
  private SetPreview() {}

  /**
   * Reads a set once. Rows that say that they are gone are left out.
   *
   * @throws ConfigException with every reason why the connector would hold the set whatever it is
   *     compared with; rows that were given before count for nothing then
   * @throws IOException where the path is neither a folder nor a zip, or cannot be read on
   */
  public static void read(Path path, Format format, RowTaker taker) throws IOException {
    DuplicateKeys keys = new DuplicateKeys(format);
    Judge judge = new Judge(Limits.DEFAULT);
    try (FileSet set = FileSet.at(path)) {
      for (PlannedFile file : plan(set, format).files()) {
        try (FileRows rows = file.open(set)) {
          while (rows.next()) {
            FileRow found = rows.row();
            if (found != null) {
              give(keys.pass(found), rows.at(), taker);
            }
          }
          rows.unread().ifPresent(judge::unread);
        }
      }
      if (!judge.finding().whole()) {
        throw new HeldException(judge.finding().reasons());
      }
    } catch (HeldException e) {
      throw new ConfigException(
          e.problems().stream().map(problem -> path + ": would be held: " + problem).toList());
    }
  }

  /**
   * Why the connector would hold a set; empty where it would read it.
   *
   * @throws IOException where the path is neither a folder nor a zip, or cannot be read on
   */
  public static List<String> problems(Path path, Format format) throws IOException {
    try (FileSet set = FileSet.at(path)) {
      plan(set, format);
      return List.of();
    } catch (HeldException e) {
      return e.problems();
    }
  }

  /**
   * The files of a zip that are not what it says they are, a line each; empty for a folder.
   *
   * @throws IOException where the path is neither a folder nor a zip, or cannot be read on
   */
  public static List<String> damaged(Path path, Format format) throws IOException {
    try (FileSet set = FileSet.at(path)) {
      return damaged(set, format);
    }
  }

  private static List<String> damaged(FileSet set, Format format) throws IOException {
    List<String> damaged = new ArrayList<>();
    if (set instanceof FileSet.Zip) {
      for (String file : format.paths(set)) {
        try {
          set.digest(file);
        } catch (ZipException | EOFException e) {
          damaged.add(FileSet.name(file) + ": is damaged in the zip; make the zip anew");
        }
      }
    }
    return damaged;
  }

  /** As the connector makes it: only of files whose checksums are right. */
  private static SetPlan plan(FileSet set, Format format) throws IOException, HeldException {
    List<String> problems = damaged(set, format);
    try {
      SetPlan plan = format.plan(set, Set.copyOf(format.resources()));
      if (problems.isEmpty()) {
        return plan;
      }
    } catch (HeldException e) {
      problems.addAll(e.problems());
    } catch (IOException e) {
      if (problems.isEmpty()) {
        throw e;
      }
    }
    throw new HeldException(problems);
  }

  private static void give(FileRow found, String at, RowTaker taker) {
    if (found instanceof FileRow.Refused refused) {
      taker.refused(refused.resource(), refused.code(), refused.field(), at);
    } else if (found instanceof FileRow.Taken taken && taken.value() != null) {
      taker.row(taken.resource(), taken.value(), at);
    }
  }
}
