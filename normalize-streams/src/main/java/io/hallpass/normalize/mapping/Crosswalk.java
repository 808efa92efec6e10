package io.hallpass.normalize.mapping;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From a vendor's codes to the vocabulary's: a CSV file with the header {@code from,to} and a line
 * a code. A code is looked up as it is written; where the file has no such line, without regard to
 * case and surrounding blanks, if that leaves one answer.
 */
public final class Crosswalk {
  private final String file;
  private final List<Line> lines;
  private final Map<String, String> exact = new HashMap<>();
  private final Map<String, String> folded = new HashMap<>();

  /** One code, for messages that name its line. */
  record Line(int line, String from, String to) {}

  private Crosswalk(String file, List<Line> lines) {
    this.file = file;
    this.lines = List.copyOf(lines);
    Set<String> ambiguous = new HashSet<>();
    for (Line line : lines) {
      exact.put(line.from(), line.to());
      String before = folded.put(fold(line.from()), line.to());
      if (before != null && !before.equals(line.to())) {
        ambiguous.add(fold(line.from()));
      }
    }
    folded.keySet().removeAll(ambiguous);
  }

  /**
   * Reads a crosswalk.
   *
   * @param fileName for messages
   * @param csv the file's text
   * @throws MappingException with every problem of the file
   */
  public static Crosswalk load(String fileName, String csv) {
    Problems problems = new Problems(fileName);
    List<Line> lines = new ArrayList<>();
    String text = csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder().allowExtraFields(true).allowMissingFields(true).ofCsvRecord(text)) {
      boolean header = true;
      Map<String, Integer> seen = new HashMap<>();
      for (CsvRecord row : reader) {
        int line = (int) row.getStartingLineNumber();
        List<String> cells = row.getFields().stream().map(String::strip).toList();
        if (header) {
          header = false;
          if (!cells.equals(List.of("from", "to"))) {
            problems.add(line, "", "the first line must be the header from,to");
          }
        } else {
          line(cells, line, seen, problems).ifPresent(lines::add);
        }
      }
      if (header) {
        problems.add(1, "", "is empty; it needs the header from,to and a line a code");
      }
    } catch (CsvParseException e) {
      problems.add(1, "", "cannot be read as CSV");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    problems.throwIfAny();
    return new Crosswalk(fileName, lines);
  }

  private static Optional<Line> line(
      List<String> cells, int line, Map<String, Integer> seen, Problems problems) {
    if (cells.size() != 2) {
      problems.add(line, "", "has " + cells.size() + " cells; a line is from,to");
      return Optional.empty();
    }
    String from = cells.get(0);
    if (from.isEmpty() || cells.get(1).isEmpty()) {
      problems.add(
          line,
          from.isEmpty() ? "from" : "to",
          "is empty; a line needs both codes, an empty value is none anyway");
      return Optional.empty();
    }
    Integer before = seen.putIfAbsent(from, line);
    if (before != null) {
      problems.add(
          line, "from", "'" + from + "' is already on line " + before + "; a code stands once");
      return Optional.empty();
    }
    return Optional.of(new Line(line, from, cells.get(1)));
  }

  /** The vocabulary's code for a vendor's, if the file has one. */
  public Optional<String> to(String from) {
    return Optional.ofNullable(find(from));
  }

  /** As {@link #to}, null where there is none. */
  String find(String from) {
    String to = exact.get(from);
    return to != null ? to : folded.get(fold(from));
  }

  String file() {
    return file;
  }

  List<Line> lines() {
    return lines;
  }

  private static String fold(String code) {
    return code.strip().toLowerCase(Locale.ROOT);
  }
}
