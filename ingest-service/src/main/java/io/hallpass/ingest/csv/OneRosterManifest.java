package io.hallpass.ingest.csv;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * OneRoster's manifest.csv, which says of each file of the set how it is to be read (OneRoster 1.2,
 * CSV binding, 3.1).
 *
 * @param properties {@code propertyName} to {@code value}, of those that are looked at
 */
record OneRosterManifest(Map<String, String> properties) {
  static final String FILE = "manifest.csv";

  /** OneRoster has about 30; each of them says something of one file, or of all. */
  static final int MOST_LINES = 2_000;

  private static final int MOST_PROBLEMS = 20;
  private static final String VERSION = "oneroster.version";
  private static final String OF_A_FILE = "file.";

  /** The versions whose CSV binding has a manifest that says so. */
  private static final List<String> VERSIONS = List.of("1.0", "1.1", "1.2");

  /** How a file is to be read. */
  enum Processing {
    /** All rows are there: those that are not are gone. */
    BULK,
    /** Rows that changed are there, and say whether they are gone. */
    DELTA,
    /** The file is not part of the set. */
    ABSENT,
    /** It cannot be read; a problem was said. */
    REFUSED;

    /** Whether the file's rows are read. */
    boolean read() {
      return this == BULK || this == DELTA;
    }
  }

  /** What was said, and where. */
  private record Said(String value, long line) {}

  /**
   * Reads the manifest; empty where it is none.
   *
   * @param problems gets a line for each one that cannot be read or contradicts another. What it
   *     says is not repeated: the file may be another one
   */
  static Optional<OneRosterManifest> read(CsvSplitter rows, List<String> problems)
      throws IOException {
    Map<String, Said> said = new HashMap<>();
    while (rows.next()) {
      if (rows.line() > MOST_LINES) {
        problems.add(FILE + ": has more than " + MOST_LINES + " lines; it needs one a file");
        return Optional.empty();
      }
      if (problems.size() > MOST_PROBLEMS) {
        problems.add(FILE + ": and perhaps more; it is read no further");
        return Optional.empty();
      }
      if (CsvFile.otherwiseWritten(rows.text(0))) {
        problems.add(FILE + CsvFile.NO_TEXT.formatted(StandardCharsets.UTF_8));
        return Optional.empty();
      }
      String at = FILE + ":" + rows.line() + ": ";
      if (rows.broken()) {
        problems.add(at + "the quotes are wrong");
      } else if (rows.cells() >= 2) {
        String property = rows.text(0).strip();
        if (property.equals(VERSION) || property.startsWith(OF_A_FILE)) {
          Said now = new Said(rows.text(1).strip(), rows.line());
          Said before = said.putIfAbsent(property, now);
          if (before != null && !before.value().equals(now.value())) {
            problems.add(at + "contradicts line " + before.line() + " about the same property");
          }
        }
      }
    }
    Map<String, String> properties = new HashMap<>();
    said.forEach((property, one) -> properties.put(property, one.value()));
    return Optional.of(new OneRosterManifest(properties));
  }

  /**
   * Adds a problem where the manifest states another version.
   *
   * @param version that must be stated, or {@link CsvSourceSettings.Format#ANY_VERSION}
   */
  void requireVersion(String version, List<String> problems) {
    String stated = properties.getOrDefault(VERSION, "");
    boolean any = version.equals(CsvSourceSettings.Format.ANY_VERSION);
    if (any ? VERSIONS.contains(stated) : stated.equals(version)) {
      return;
    }
    String wanted = any ? "one of " + VERSIONS : version;
    String found = VERSIONS.contains(stated) ? ", not " + stated : "";
    problems.add(FILE + ": " + VERSION + " must be " + wanted + found);
  }

  /**
   * How {@code file} is to be read. Whoever does not say is refused: a delta taken for the whole
   * would delete everything else.
   */
  Processing processing(String file, List<String> problems) {
    String property = OF_A_FILE + file.replaceFirst("\\.[cC][sS][vV]$", "");
    String mode = properties.getOrDefault(property, "");
    switch (mode) {
      case "bulk":
        return Processing.BULK;
      case "absent":
        return Processing.ABSENT;
      case "delta":
        return Processing.DELTA;
      default:
        problems.add(FILE + ": " + property + " must be bulk, delta or absent");
        return Processing.REFUSED;
    }
  }
}
