package io.hallpass.ingest.csv;

/**
 * Tells a cell of several lines from rows between two stray quotes. RFC 4180 lets both be written
 * alike, and rows that are taken for a cell are children who are gone.
 *
 * <p>Rows they may be where every line is as long as the header, counted in cells: the one on which
 * the quote is opened, those inside, and the one on which it is closed. Lines of prose are not: in
 * them a blank stands behind each comma.
 */
final class SwallowedRows {
  private final char delimiter;

  SwallowedRows(char delimiter) {
    this.delimiter = delimiter;
  }

  /**
   * Whether a cell may hold rows.
   *
   * @param text of the cell, without the quotes around it
   * @param cell its place in the row, from 0
   * @param cells how many the header has
   */
  boolean in(String text, int cell, int cells) {
    String[] lines = text.split("\r\n|\r|\n", -1);
    int last = lines.length - 1;
    if (last == 0 || cells < 2) {
      return false;
    }
    boolean rows = delimiters(lines[0]) == cells - 1 - cell && delimiters(lines[last]) == cell;
    for (int i = 0; i <= last && rows; i++) {
      boolean inside = i > 0 && i < last && !lines[i].isBlank();
      rows = !prose(lines[i]) && (!inside || delimiters(lines[i]) == cells - 1);
    }
    return rows;
  }

  private long delimiters(String line) {
    return line.chars().filter(c -> c == delimiter).count();
  }

  private boolean prose(String line) {
    int at = line.indexOf(delimiter);
    if (at < 0) {
      return false;
    }
    while (at >= 0) {
      if (at + 1 == line.length() || line.charAt(at + 1) != ' ') {
        return false;
      }
      at = line.indexOf(delimiter, at + 1);
    }
    return true;
  }
}
