package io.hallpass.cli.init;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.hallpass.ingest.fileset.FileSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a OneRoster manifest says of the set (OneRoster 1.2, CSV binding, 3.1). */
record Manifest(Map<String, String> properties) {
  private static final String FILE = "manifest.csv";

  /** Reads the manifest of a folder or a zip that has one. */
  static Manifest read(Path path) throws IOException {
    try (FileSet set = FileSet.at(path)) {
      List<String> found = set.find(FILE);
      if (found.isEmpty()) {
        throw new IOException(FILE + " is gone");
      }
      try (InputStream in = set.open(found.get(0))) {
        return read(in);
      }
    }
  }

  private static Manifest read(InputStream in) throws IOException {
    Map<String, String> properties = new TreeMap<>();
    try (CsvReader<CsvRecord> rows =
        CsvReader.builder()
            .allowMissingFields(true)
            .allowExtraFields(true)
            .ofCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (CsvRecord row : rows) {
        if (row.getFieldCount() >= 2) {
          properties.put(row.getField(0).strip(), row.getField(1).strip());
        }
      }
    }
    return new Manifest(properties);
  }

  String version() {
    return properties.getOrDefault("oneroster.version", "");
  }

  /** Files that are not part of the set, and which the manifest says so of. */
  Set<String> absent() {
    return properties.entrySet().stream()
        .filter(entry -> entry.getValue().equals("absent"))
        .filter(entry -> entry.getKey().startsWith("file."))
        .map(entry -> entry.getKey().substring("file.".length()) + ".csv")
        .collect(Collectors.toSet());
  }
}
