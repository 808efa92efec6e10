package io.hallpass.ingest.csv;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * OneRoster's manifest.csv, which says of each file of the set how it is to be read (OneRoster 1.2,
 * CSV binding, 3.1).
 *
 * @param properties {@code propertyName} to {@code value}
 */
record OneRosterManifest(Map<String, String> properties) {
  static final String FILE = "manifest.csv";

  private static final String VERSION = "oneroster.version";

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

  /** Reads the manifest. */
  static OneRosterManifest read(CsvSplitter rows) throws IOException {
    Map<String, String> properties = new HashMap<>();
    while (rows.next()) {
      if (!rows.broken() && rows.cells() >= 2) {
        properties.put(rows.text(0).strip(), rows.text(1).strip());
      }
    }
    return new OneRosterManifest(properties);
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
    String property = "file." + file.replaceFirst("\\.[cC][sS][vV]$", "");
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
