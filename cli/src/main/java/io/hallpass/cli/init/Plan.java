package io.hallpass.cli.init;

import java.util.List;
import java.util.Map;

/**
 * What a district folder says of the source that was looked at.
 *
 * @param what was recognised, for people
 * @param sourceName of the file in {@code sources/}
 * @param source the lines that tell its kind from others, without {@code mapping} and {@code
 *     registers}
 * @param mapping the mapping's name
 * @param mappings files for {@code mappings/}: name without ending to text; empty where a standard
 *     mapping serves
 * @param hints for the person who reads the source's file, a line each
 */
record Plan(
    String what,
    String sourceName,
    List<String> source,
    String mapping,
    Map<String, String> mappings,
    List<String> hints) {
  Plan {
    source = List.copyOf(source);
    mappings = Map.copyOf(mappings);
    hints = List.copyOf(hints);
  }

  /** A text as YAML takes it, whatever is in it. */
  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
