package io.hallpass.ingest.edfi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The control file of a set of interchanges, as inBloom had it: a line {@code
 * edfi-xml,Interchange,file[,md5]} for each file, in the order in which they are to be read. Lines
 * that begin with {@code @} told inBloom's own service what to do; they are known and not followed.
 *
 * @param name the control file's own
 * @param entries in the file's order
 * @param directives as they are written, {@code @} included
 */
public record ControlFile(String name, List<Entry> entries, List<String> directives) {
  private static final int LARGEST = 1 << 20;
  private static final String FORM = "must be edfi-xml,Interchange,file and may end in ,md5";

  public ControlFile {
    entries = List.copyOf(entries);
    directives = List.copyOf(directives);
  }

  /**
   * A file that belongs to the set.
   *
   * @param line of the control file, from 1
   * @param interchange what the sender calls its kind; the file's own root element decides
   * @param file its name, without a folder
   * @param md5 of its bytes, 32 hexadecimal digits in lower case, or empty where none was given
   */
  public record Entry(int line, String interchange, String file, String md5) {}

  /**
   * Reads a control file.
   *
   * @param problems gets a line for each thing that is wrong with it
   */
  public static ControlFile read(String name, InputStream in, List<String> problems)
      throws IOException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    List<Entry> entries = new ArrayList<>();
    List<String> directives = new ArrayList<>();
    if (bytes.length > LARGEST) {
      problems.add(name + ": is larger than " + LARGEST + " bytes; it needs a line a file");
      return new ControlFile(name, entries, directives);
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    Map<String, Integer> lines = new HashMap<>();
    int number = 0;
    for (String written : (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\\R")) {
      number++;
      String line = written.strip();
      if (line.startsWith("@")) {
        directives.add(line);
      } else if (!line.isEmpty()) {
        String at = name + ":" + number + ": ";
        Entry entry = entry(number, line, at, problems);
        Integer before = entry == null ? null : lines.putIfAbsent(entry.file(), number);
        if (before != null) {
          problems.add(at + "names the file of line " + before + " once more");
        } else if (entry != null) {
          entries.add(entry);
        }
      }
    }
    if (entries.isEmpty() && problems.isEmpty()) {
      problems.add(name + ": names no file; a line " + FORM);
    }
    return new ControlFile(name, entries, directives);
  }

  private static Entry entry(int number, String line, String at, List<String> problems) {
    String[] cells = line.split(",", -1);
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cells[i].strip();
    }
    if (cells.length < 3
        || cells.length > 4
        || !cells[0].equalsIgnoreCase("edfi-xml")
        || cells[2].isEmpty()) {
      problems.add(at + FORM);
      return null;
    }
    if (cells[2].contains("/") || cells[2].contains("\\")) {
      problems.add(at + "must name a file beside the control file, without a folder");
      return null;
    }
    if (!cells[2].toLowerCase(Locale.ROOT).endsWith(InterchangeSet.XML)) {
      problems.add(at + "must name a file whose name ends in .xml");
      return null;
    }
    String md5 = cells.length == 4 ? cells[3].toLowerCase(Locale.ROOT) : "";
    if (!md5.isEmpty() && !md5.matches("[0-9a-f]{32}")) {
      problems.add(at + "has an md5 that is not of 32 hexadecimal digits");
      return null;
    }
    return new Entry(number, cells[1], cells[2], md5);
  }
}
