package io.hallpass.cli.source;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.hallpass.ingest.fileset.FileSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The first lines of the CSV files of a folder or a zip. */
public final class FileHeaders {
  private static final char BOM = '\uFEFF';

  private FileHeaders() {}

  /** A folder, a zip or a file in it that cannot be read. */
  public static final class UnreadableException extends Exception {
    private final String file;

    UnreadableException(String file, String message) {
      super(message);
      this.file = file;
    }

    /** Which of them. */
    public String file() {
      return file;
    }
  }

  /**
   * Column names by file name, which is found in whatever case it is asked for; folders above a
   * file in a zip are not part of it. Files are written with commas and in UTF-8.
   *
   * @throws UnreadableException where it is neither a folder nor a zip, or cannot be read
   */
  public static Map<String, List<String>> of(Path path) throws UnreadableException {
    return of(path, ',', StandardCharsets.UTF_8);
  }

  /** The same of files that are written otherwise. */
  static Map<String, List<String>> of(Path path, char delimiter, Charset encoding)
      throws UnreadableException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    try (FileSet set = FileSet.at(path)) {
      for (String file : set.names()) {
        String name = FileSet.name(file);
        if (name.matches("(?i)[^.].*\\.csv")) {
          headers.putIfAbsent(name, header(path, set, file, delimiter, encoding));
        }
      }
      return headers;
    } catch (IOException e) {
      throw new UnreadableException(
          path.toString(), "is neither a folder nor a zip that can be read");
    }
  }

  private static List<String> header(
      Path path, FileSet set, String file, char delimiter, Charset encoding)
      throws UnreadableException {
    try (InputStream in = set.open(file)) {
      return header(in, delimiter, encoding);
    } catch (IOException | UncheckedIOException e) {
      throw new UnreadableException(path + "!" + FileSet.name(file), "cannot be read");
    }
  }

  private static List<String> header(InputStream in, char delimiter, Charset encoding)
      throws IOException {
    Reader reader = new InputStreamReader(in, encoding);
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder().fieldSeparator(delimiter).ofCsvRecord(reader)) {
      List<String> header =
          csv.stream()
              .findFirst()
              .map(r -> new ArrayList<>(r.getFields()))
              .orElseGet(ArrayList::new);
      if (!header.isEmpty() && !header.get(0).isEmpty() && header.get(0).charAt(0) == BOM) {
        header.set(0, header.get(0).substring(1));
      }
      // Blanks around names do not count for the connector either.
      header.replaceAll(String::strip);
      return header;
    }
  }
}
