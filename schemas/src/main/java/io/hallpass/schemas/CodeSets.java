package io.hallpass.schemas;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The code sets that ship in this jar: {@code codes/<name>.csv} with the header {@code
 * code,description}. Most are CEDS option sets, or those parts of one that say nothing more
 * sensitive than the field they are for; where OneRoster has the term and CEDS no equal one, the
 * set is OneRoster's.
 */
public final class CodeSets {
  private static final String ROOT = "/io/hallpass/schemas/codes/";
  private static final String HEADER = "code,description";

  private CodeSets() {}

  /**
   * The code set of this name, read anew at each call; empty where there is none.
   *
   * @throws IllegalStateException naming file and line where the file is not well-formed
   */
  public static Optional<CodeSet> codeSet(String name) {
    String resource = ROOT + name + ".csv";
    if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*") || CodeSets.class.getResource(resource) == null) {
      return Optional.empty();
    }
    return Optional.of(parse(name, Catalogue.text(resource)));
  }

  static CodeSet parse(String name, String csv) {
    List<String> lines = csv.lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw broken(name, 1, "must be the header " + HEADER);
    }
    Map<String, String> descriptions = new LinkedHashMap<>();
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i);
      int comma = line.indexOf(',');
      if (comma < 1 || line.startsWith("\"")) {
        throw broken(name, i + 1, "must be a code without quotes, a comma and a description");
      }
      if (descriptions.put(line.substring(0, comma), unquoted(line.substring(comma + 1))) != null) {
        throw broken(name, i + 1, "repeats a code");
      }
    }
    return new CodeSet(name, descriptions);
  }

  private static String unquoted(String cell) {
    boolean quoted = cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"");
    return quoted ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell;
  }

  private static IllegalStateException broken(String name, int line, String what) {
    return new IllegalStateException("codes/" + name + ".csv line " + line + ": " + what);
  }
}
