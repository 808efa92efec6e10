package io.hallpass.ingest.csv;

import io.hallpass.ingest.row.Fingerprint;
import io.hallpass.ingest.row.JsonBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;

/**
 * What will be read of a file set: each file that is there, with the places of its columns. Made
 * before a single row is sent, so that a set is read whole or not at all.
 *
 * @param files in the order of the settings
 */
record SetPlan(List<PlannedFile> files) {
  /**
   * A file to read.
   *
   * @param resource what it holds
   * @param path as {@link FileSet#open} wants it
   * @param names the header as it stands in the file
   * @param header where its columns are
   */
  record PlannedFile(CsvResource resource, String path, List<String> names, Header header) {}

  /** The paths of all files the settings name, and the manifest, as far as they are there. */
  static List<String> paths(FileSet set, CsvSourceSettings settings) {
    List<String> paths = new ArrayList<>();
    if (!settings.format().oneRoster().isEmpty()) {
      paths.addAll(set.find(OneRosterManifest.FILE));
    }
    settings.resources().forEach(resource -> paths.addAll(set.find(resource.file())));
    return paths;
  }

  /**
   * Of what is collected, and of the contents it is collected from: names and times do not matter,
   * so a set that was only copied anew is not read again, and one is where a column was added to
   * the mapping. Reads every file.
   */
  static String fingerprint(FileSet set, CsvSourceSettings settings) throws IOException {
    List<String> parts = new ArrayList<>();
    parts.add(settings.resources().toString());
    parts.add(settings.format().toString());
    for (String file : paths(set, settings)) {
      parts.add(file);
      parts.add(set.digest(file));
    }
    return Fingerprint.of(parts);
  }

  /**
   * Looks at every file's header.
   *
   * @throws HeldException with every reason why the set cannot be read
   */
  static SetPlan of(FileSet set, CsvSourceSettings settings) throws IOException, HeldException {
    List<String> problems = new ArrayList<>();
    OneRosterManifest manifest = manifest(set, settings, problems);
    List<PlannedFile> files = new ArrayList<>();
    for (CsvResource resource : settings.resources()) {
      if (manifest != null
          && manifest.processing(resource.file(), problems) != OneRosterManifest.Processing.BULK) {
        continue;
      }
      List<String> found = set.find(resource.file());
      if (found.size() == 1) {
        plan(set, settings, resource, found.get(0), problems, files);
      } else if (found.size() > 1) {
        problems.add(resource.file() + ": is there more than once");
      } else if (manifest != null) {
        problems.add(
            resource.file() + ": is missing, and " + OneRosterManifest.FILE + " calls it bulk");
      } else if (!settings.optionalFiles().contains(resource.file())) {
        problems.add(resource.file() + ": is missing");
      }
    }
    if (!problems.isEmpty()) {
      throw new HeldException(problems);
    }
    return new SetPlan(files);
  }

  private static OneRosterManifest manifest(
      FileSet set, CsvSourceSettings settings, List<String> problems) throws IOException {
    String version = settings.format().oneRoster();
    if (version.isEmpty()) {
      return null;
    }
    List<String> found = set.find(OneRosterManifest.FILE);
    if (found.size() != 1) {
      problems.add(
          OneRosterManifest.FILE
              + (found.isEmpty() ? ": is missing" : ": is there more than once"));
      return null;
    }
    try (CsvSplitter rows = rows(set, found.get(0), settings.format())) {
      OneRosterManifest manifest = OneRosterManifest.read(rows);
      manifest.requireVersion(version, problems);
      return manifest;
    }
  }

  private static void plan(
      FileSet set,
      CsvSourceSettings settings,
      CsvResource resource,
      String path,
      List<String> problems,
      List<PlannedFile> files)
      throws IOException {
    try (CsvSplitter rows = rows(set, path, settings.format())) {
      if (!rows.next() || rows.broken()) {
        problems.add(resource.file() + ": has no readable header");
        return;
      }
      List<String> names = rows.texts();
      Header header = Header.of(resource.file(), names, resource.columns(), problems);
      files.add(new PlannedFile(resource, path, names, header));
    }
  }

  /** The rows of a file, its header first. Bytes that are no text become a mark in the cell. */
  static CsvSplitter rows(FileSet set, String path, CsvSourceSettings.Format format)
      throws IOException {
    InputStream in = set.open(path);
    try {
      return new CsvSplitter(reader(in, format.encoding()), format.delimiter());
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static Reader reader(InputStream in, Charset encoding) throws IOException {
    CharsetDecoder decoder =
        encoding
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE)
            .replaceWith(String.valueOf(JsonBytes.UNREADABLE));
    PushbackReader reader = new PushbackReader(new InputStreamReader(in, decoder), 1);
    int first = reader.read();
    if (first >= 0 && first != '\uFEFF') {
      reader.unread(first);
    }
    return reader;
  }
}
