package io.hallpass.synthetic.roster;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.school.SchoolYear;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a district as a OneRoster 1.2 CSV zip (UTF-8, RFC 4180, CRLF). Rows stream from the
 * district into the file; the same district makes the same bytes, entry times included.
 */
public final class OneRosterZip {
  /** Every entry carries this time. */
  private static final LocalDateTime ENTRY_TIME = SchoolYear.DAY_ZERO.atTime(2, 0);

  private static final int BUFFER = 1 << 16;

  private OneRosterZip() {}

  /** Writes roster and gradebook to {@code zip}, which is replaced. */
  public static void write(Path zip, SyntheticDistrict district) throws IOException {
    write(zip, district, EnumSet.allOf(RosterFile.class));
  }

  /** Writes the roster alone, without categories, line items and results. */
  public static void writeWithoutGradebook(Path zip, SyntheticDistrict district)
      throws IOException {
    EnumSet<RosterFile> files = EnumSet.allOf(RosterFile.class);
    files.removeIf(RosterFile::gradebook);
    write(zip, district, files);
  }

  /**
   * Writes these files, and a manifest that calls them bulk and all others absent. Who reads the
   * zip meanwhile reads the old one: it is replaced at once.
   */
  public static void write(Path zip, SyntheticDistrict district, Set<RosterFile> files)
      throws IOException {
    Path whole = zip.resolveSibling("." + zip.getFileName() + ".part");
    into(whole, district, files);
    Files.move(whole, zip, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void into(Path zip, SyntheticDistrict district, Set<RosterFile> files)
      throws IOException {
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(zip), BUFFER);
        ZipOutputStream out = new ZipOutputStream(file, StandardCharsets.UTF_8)) {
      entry(out, "manifest.csv", List.of("propertyName", "value"), manifest(files));
      for (RosterFile part : RosterFile.values()) {
        if (files.contains(part)) {
          entry(out, part.fileName(), part.columns(), part.rows(district));
        }
      }
    }
  }

  private static void entry(
      ZipOutputStream out, String name, List<String> columns, Stream<List<String>> rows)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(ENTRY_TIME);
    out.putNextEntry(entry);
    // Flushed and not closed: closing would close the zip.
    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    CsvWriter csv =
        CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).bufferSize(BUFFER).build(text);
    csv.writeRecord(columns);
    try (rows) {
      for (Iterator<List<String>> all = rows.iterator(); all.hasNext(); ) {
        csv.writeRecord(all.next());
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    csv.flush();
    text.flush();
    out.closeEntry();
  }

  private static Stream<List<String>> manifest(Set<RosterFile> files) {
    Stream<List<String>> versions =
        Stream.of(List.of("manifest.version", "1.0"), List.of("oneroster.version", "1.2"));
    Stream<List<String>> modes =
        RosterFile.OF_THE_STANDARD.stream()
            .map(title -> List.of("file." + title, present(files, title) ? "bulk" : "absent"));
    Stream<List<String>> source =
        Stream.of(
            List.of("source.systemName", "Hallpass synthetic roster"),
            List.of("source.systemCode", "synthetic"));
    return Stream.of(versions, modes, source).flatMap(part -> part);
  }

  private static boolean present(Set<RosterFile> files, String title) {
    return files.stream().anyMatch(file -> file.title().equals(title));
  }
}
