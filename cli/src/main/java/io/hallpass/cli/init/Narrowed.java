package io.hallpass.cli.init;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A standard mapping without what a set of files lacks, since a column that a mapping names and a
 * file lacks would hold the file. What is left out stands as a comment in its place.
 *
 * @param text of the mapping
 * @param left by file, the columns that are lacking, none where the file is; empty where the
 *     mapping serves as it is
 */
record Narrowed(String text, Map<String, Set<String>> left) {
  private static final Pattern RESOURCE = Pattern.compile("  ([A-Za-z]\\w*):");
  private static final Pattern FILE = Pattern.compile("    file: (.+)");
  private static final Pattern KEY = Pattern.compile("    key: \\[(.*)]");
  private static final Pattern COLUMN =
      Pattern.compile("\\brow(?:\\.(\\w+)|\\['([^']+)'\\]|\\[\"([^\"]+)\"\\])");
  private static final String ENTRY = "      - ";
  private static final String FIELDS = "        fields:";

  /**
   * Narrows.
   *
   * @param headers columns by file
   * @param absent files that may be missing without being left out
   */
  static Narrowed of(String mapping, Map<String, List<String>> headers, Set<String> absent) {
    List<String> lines = mapping.lines().toList();
    List<String> out = new ArrayList<>();
    Map<String, Set<String>> left = new LinkedHashMap<>();
    int at = 0;
    while (at < lines.size() && !RESOURCE.matcher(lines.get(at)).matches()) {
      out.add(lines.get(at++));
    }
    while (at < lines.size()) {
      int end = at + 1;
      while (end < lines.size() && !RESOURCE.matcher(lines.get(end)).matches()) {
        end++;
      }
      resource(lines.subList(at, end), headers, absent, out, left);
      at = end;
    }
    return new Narrowed(String.join("\n", out) + "\n", left);
  }

  private static void resource(
      List<String> lines,
      Map<String, List<String>> headers,
      Set<String> absent,
      List<String> out,
      Map<String, Set<String>> left) {
    Matcher name = RESOURCE.matcher(lines.get(0));
    String file = (name.matches() ? name.group(1) : "") + ".csv";
    List<String> key = List.of();
    int body = 0;
    while (body < lines.size() && !lines.get(body).startsWith(ENTRY)) {
      Matcher own = FILE.matcher(lines.get(body));
      Matcher columns = KEY.matcher(lines.get(body));
      file = own.matches() ? own.group(1).strip() : file;
      key = columns.matches() ? List.of(columns.group(1).split(",\\s*")) : key;
      body++;
    }
    if (absent.contains(file)) {
      out.addAll(lines);
      return;
    }
    List<String> header = headers.get(file);
    if (header == null || !header.containsAll(key)) {
      Set<String> columns = left.computeIfAbsent(file, f -> new LinkedHashSet<>());
      if (header != null) {
        key.stream().filter(column -> !header.contains(column)).forEach(columns::add);
      }
      comment(lines, out);
      return;
    }
    List<String> kept = new ArrayList<>(lines.subList(0, body));
    boolean any = false;
    while (body < lines.size()) {
      int end = body + 1;
      while (end < lines.size() && !lines.get(end).startsWith(ENTRY)) {
        end++;
      }
      any |= entry(lines.subList(body, end), file, header, kept, left);
      body = end;
    }
    if (any) {
      out.addAll(kept);
    } else {
      comment(lines, out);
    }
  }

  /** Adds an entry of {@code emit}; false where nothing of it is left. */
  private static boolean entry(
      List<String> lines,
      String file,
      List<String> header,
      List<String> out,
      Map<String, Set<String>> left) {
    int fields = lines.indexOf(FIELDS);
    List<String> head = lines.subList(0, fields < 0 ? lines.size() : fields + 1);
    boolean whole = head.stream().allMatch(line -> missing(line, header).isEmpty());
    List<String> tail = fields < 0 ? List.of() : lines.subList(fields + 1, lines.size());
    boolean some =
        fields < 0
            || tail.stream()
                .anyMatch(line -> COLUMN.matcher(line).find() && missing(line, header).isEmpty());
    for (String line : lines) {
      List<String> columns = missing(line, header);
      if (!columns.isEmpty()) {
        left.computeIfAbsent(file, f -> new LinkedHashSet<>()).addAll(columns);
      }
    }
    if (!whole || !some) {
      comment(lines, out);
      return false;
    }
    out.addAll(head);
    for (String line : tail) {
      if (missing(line, header).isEmpty()) {
        out.add(line);
      } else {
        comment(List.of(line), out);
      }
    }
    return true;
  }

  private static List<String> missing(String line, List<String> header) {
    List<String> missing = new ArrayList<>();
    Matcher column = COLUMN.matcher(line.strip().startsWith("#") ? "" : line);
    while (column.find()) {
      String name =
          column.group(1) != null
              ? column.group(1)
              : column.group(2) != null ? column.group(2) : column.group(3);
      if (!header.contains(name)) {
        missing.add(name);
      }
    }
    return missing;
  }

  private static void comment(List<String> lines, List<String> out) {
    for (String line : lines) {
      int indent = line.length() - line.stripLeading().length();
      boolean plain = line.isBlank() || line.strip().startsWith("#");
      out.add(plain ? line : line.substring(0, indent) + "# not in your files: " + line.strip());
    }
  }
}
