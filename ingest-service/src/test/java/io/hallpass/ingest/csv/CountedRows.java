package io.hallpass.ingest.csv;

/** Counts the rows of CSV text, blank lines aside, one character after the other (RFC 4180). */
final class CountedRows {
  private CountedRows() {}

  /**
   * How many rows there are. Behind a quote that is never closed each line counts as one: nobody
   * can tell, so none of them may get lost.
   */
  static int in(String text) {
    String rest = text.startsWith("\uFEFF") ? text.substring(1) : text;
    int rows = 0;
    boolean quoted = false;
    boolean something = false;
    boolean plain = false;
    int opened = 0;
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      if (c == '"' && !plain) {
        quoted = !quoted;
        opened = i;
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
    if (quoted) {
      return rows + (int) rest.substring(opened).lines().filter(line -> !line.isEmpty()).count();
    }
    return rows + (something ? 1 : 0);
  }
}
