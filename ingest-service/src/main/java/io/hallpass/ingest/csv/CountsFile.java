package io.hallpass.ingest.csv;

import io.hallpass.ingest.fileset.FileSet;
import io.hallpass.ingest.intake.Intake;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A file of the set that says how many rows the others have; OneRoster's manifest may have such
 * lines beside its own.
 *
 * @param stated how it says so
 */
record CountsFile(Intake.Stated stated) {
  /** Where it is. */
  List<String> paths(FileSet set) {
    // OneRoster's manifest is among the files already.
    return stated.file().equals(OneRosterManifest.FILE) ? List.of() : set.find(stated.file());
  }

  /**
   * Reads it.
   *
   * @param problems gets a line for each thing that is wrong with it
   * @return numbers of rows by resource, of those it names
   */
  Map<String, Long> read(FileSet set, CsvSourceSettings settings, List<String> problems)
      throws IOException {
    List<String> found = set.find(stated.file());
    if (found.size() != 1) {
      String what = found.isEmpty() ? "is missing" : "is there more than once";
      problems.add(stated.file() + ": " + what + ", and 'counts' names it");
      return Map.of();
    }
    try (CsvSplitter rows = CsvFile.rows(set, found.get(0), settings.format())) {
      if (!rows.next() || rows.broken()) {
        problems.add(stated.file() + ": has no readable header");
        return Map.of();
      }
      List<String> header = rows.texts().stream().map(String::strip).toList();
      int name = column(header, stated.name(), problems);
      int count = column(header, stated.rows(), problems);
      return name < 0 || count < 0 ? Map.of() : read(rows, name, count, settings, problems);
    }
  }

  private int column(List<String> header, String column, List<String> problems) {
    if (!header.contains(column)) {
      problems.add(stated.file() + ": column '" + column + "' is missing, and 'counts' names it");
    }
    return header.indexOf(column);
  }

  private Map<String, Long> read(
      CsvSplitter rows, int name, int count, CsvSourceSettings settings, List<String> problems)
      throws IOException {
    Map<String, Long> counts = new HashMap<>();
    while (rows.next()) {
      if (rows.line() > OneRosterManifest.MOST_LINES) {
        problems.add(
            stated.file()
                + ": has more than "
                + OneRosterManifest.MOST_LINES
                + " lines; it needs one a file");
        return Map.of();
      }
      if (rows.broken() || rows.cells() <= Math.max(name, count)) {
        problems.add(stated.file() + ":" + rows.line() + ": is no readable row");
        continue;
      }
      String file = stem(rows.text(name));
      for (CsvResource resource : settings.resources()) {
        if (stem(resource.file()).equals(file)) {
          try {
            counts.put(resource.name(), Long.parseLong(rows.text(count).strip()));
          } catch (NumberFormatException e) {
            problems.add(
                stated.file()
                    + ":"
                    + rows.line()
                    + ": column '"
                    + stated.rows()
                    + "' must be a number of rows");
          }
        }
      }
    }
    return counts;
  }

  private static String stem(String file) {
    return file.strip().toLowerCase(Locale.ROOT).replaceFirst("[.]csv$", "");
  }
}
