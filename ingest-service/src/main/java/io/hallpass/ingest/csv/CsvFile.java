package io.hallpass.ingest.csv;

import io.hallpass.ingest.fileset.FileRows;
import io.hallpass.ingest.fileset.FileSet;
import io.hallpass.ingest.fileset.PlannedFile;
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
import java.util.Optional;
import java.util.Set;

/**
 * A file to read.
 *
 * @param resource what it holds
 * @param path as {@link FileSet#open} wants it
 * @param format how it is written
 * @param names the header as it stands in the file
 * @param header where its columns are
 */
record CsvFile(
    CsvResource resource,
    String path,
    CsvSourceSettings.Format format,
    List<String> names,
    Header header)
    implements PlannedFile {
  /** Of a file that was written in another encoding than that in which it is read. */
  static final String NO_TEXT = ": is no text in %1$s; write the file in %1$s";

  /** Looks at the header; empty, with a problem, where there is none. */
  static Optional<CsvFile> plan(
      FileSet set,
      CsvSourceSettings.Format format,
      CsvResource resource,
      String path,
      boolean delta,
      List<String> problems)
      throws IOException {
    try (CsvSplitter rows = rows(set, path, format)) {
      if (!rows.next() || rows.broken()) {
        problems.add(resource.file() + ": has no readable header");
        return Optional.empty();
      }
      List<String> names = rows.texts();
      List<String> missing = new ArrayList<>();
      Header header = Header.of(resource.file(), names, resource.columns(), delta, missing);
      if (!missing.isEmpty() && names.stream().anyMatch(CsvFile::otherwiseWritten)) {
        String or = format.oneRoster().isEmpty() ? ", or declare its encoding" : "";
        problems.add(resource.file() + NO_TEXT.formatted(format.encoding()) + or);
      }
      problems.addAll(missing);
      return Optional.of(new CsvFile(resource, path, format, names, header));
    }
  }

  /** Whether text was written in another encoding: read as UTF-8, UTF-16 has such characters. */
  static boolean otherwiseWritten(String text) {
    return text.indexOf(JsonBytes.UNREADABLE) >= 0 || text.indexOf('\0') >= 0;
  }

  @Override
  public Set<String> resources() {
    return Set.of(resource.name());
  }

  @Override
  public boolean readToItsEnd() {
    return false;
  }

  @Override
  public FileRows open(FileSet set) throws IOException {
    CsvSplitter rows = rows(set, path, format);
    if (!rows.next() || !rows.texts().equals(names)) {
      rows.close();
      throw new IOException("another header than when the set was looked at");
    }
    return new CsvRows(rows, resource, header, names);
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
