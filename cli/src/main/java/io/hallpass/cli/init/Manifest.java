package io.hallpass.cli.init;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What a OneRoster manifest says of the set (OneRoster 1.2, CSV binding, 3.1). */
record Manifest(Map<String, String> properties) {
  private static final String FILE = "manifest.csv";

  /** Reads the manifest of a folder or a zip that has one. */
  static Manifest read(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      try (InputStream in = Files.newInputStream(path.resolve(FILE))) {
        return read(in);
      }
    }
    try (ZipFile zip = new ZipFile(path.toFile())) {
      ZipEntry entry =
          zip.stream()
              .filter(e -> e.getName().equals(FILE) || e.getName().endsWith("/" + FILE))
              .findFirst()
              .map(ZipEntry.class::cast)
              .orElseThrow(() -> new IOException(FILE + " is gone"));
      try (InputStream in = zip.getInputStream(entry)) {
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
