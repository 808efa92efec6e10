package io.hallpass.ingest.csv;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts the rows of CSV text, blank lines aside, on the whole of it (RFC 4180). A row whose quotes
 * are wrong is one, up to the end of its line. Where nobody can tell whether that is also the end
 * of the row, nobody can count what follows.
 */
final class CountedRows {
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*+(?:\"\"[^\"]*+)*+\"");
  private static final Pattern PLAIN = Pattern.compile("[^,\r\n]*+");
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
  private static final Pattern LINE_BREAK = Pattern.compile("\r|\n");
  private static final Pattern REST = Pattern.compile("[^\r\n]*+");

  private final String text;
  private int at;

  private CountedRows(String text) {
    this.text = text;
  }

  /** How many there are; empty where that cannot be told. */
  static OptionalInt in(String text) {
    return new CountedRows(text.startsWith("\uFEFF") ? text.substring(1) : text).count();
  }

  private OptionalInt count() {
    int rows = 0;
    while (at < text.length()) {
      int from = at;
      boolean closed = cell();
      while (closed && text.startsWith(",", at)) {
        at++;
        closed = cell();
      }
      rows += at > from || !closed ? 1 : 0;
      boolean right = closed && lineEnd();
      if (!right) {
        boolean folded = LINE_BREAK.matcher(text.substring(from, at)).find();
        long quotes = match(REST).chars().filter(c -> c == '"').count();
        if (!closed || folded || quotes % 2 == 1) {
          return OptionalInt.empty();
        }
        lineEnd();
      }
    }
    return OptionalInt.of(rows);
  }

  /** Moves behind a cell; false where its quote is never closed. */
  private boolean cell() {
    if (text.startsWith("\"", at)) {
      return !match(QUOTED).isEmpty();
    }
    match(PLAIN);
    return true;
  }

  private boolean lineEnd() {
    return at == text.length() || !match(LINE_END).isEmpty();
  }

  /** Moves behind what stands here, and gives it; empty where it is something else. */
  private String match(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return "";
    }
    at = matcher.end();
    return matcher.group();
  }
}
