package io.hallpass.ingest.csv;

/** Counts the rows of CSV text, blank lines aside, one character after the other (RFC 4180). */
final class CountedRows {
  private CountedRows() {}

  static int in(String text) {
    String rest = text.startsWith("\uFEFF") ? text.substring(1) : text;
    int rows = 0;
    boolean quoted = false;
    boolean something = false;
    boolean plain = false;
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      if (c == '"' && !plain) {
        quoted = !quoted;
        something = true;
        continue;
      }
      // A quote within a cell that does not begin with one is a character as any other.
      plain = !quoted && c != ',' && c != '\n' && c != '\r';
      if (!quoted && (c == '\n' || c == '\r')) {
        rows += something ? 1 : 0;
        something = false;
      } else {
        something = true;
      }
    }
    return rows + (something ? 1 : 0);
  }
}
