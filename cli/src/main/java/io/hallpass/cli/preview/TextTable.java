package io.hallpass.cli.preview;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of texts, in blocks that fit a terminal: where a line would be too long, the columns go
 * on in another block, with the first column repeated. Characters that would move the cursor are
 * shown as dots, as files may hold anything.
 */
public final class TextTable {
  private static final int LINE = 118;
  private static final int CELL = 26;

  private final List<String> header;
  private final int widest;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(List<String> header) {
    this(header, CELL);
  }

  /**
   * A table without rows.
   *
   * @param widest how long a cell may be; longer ones are cut
   */
  public TextTable(List<String> header, int widest) {
    this.header = header;
    this.widest = widest;
  }

  /** A row with as many cells as the header. */
  public void row(List<String> cells) {
    rows.add(cells.stream().map(this::cell).toList());
  }

  /** Its lines, without line ends. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    int from = 1;
    do {
      int to = from;
      int length = width(0);
      while (to < header.size() && (to == from || length + 2 + width(to) <= LINE)) {
        length += 2 + width(to++);
      }
      lines.add(line(header, from, to));
      for (List<String> row : rows) {
        lines.add(line(row, from, to));
      }
      from = to;
      if (from < header.size()) {
        lines.add("");
      }
    } while (from < header.size());
    return lines;
  }

  private String line(List<String> cells, int from, int to) {
    StringBuilder line = new StringBuilder(padded(cells, 0));
    for (int column = from; column < to; column++) {
      line.append("  ").append(padded(cells, column));
    }
    return line.toString().stripTrailing();
  }

  private String padded(List<String> cells, int column) {
    String cell = cells.get(column);
    return cell + " ".repeat(Math.max(0, width(column) - cell.length()));
  }

  private int width(int column) {
    int width = header.get(column).length();
    for (List<String> row : rows) {
      width = Math.max(width, row.get(column).length());
    }
    return width;
  }

  private String cell(String text) {
    String plain = plain(text);
    return plain.length() <= widest ? plain : plain.substring(0, widest - 1) + "…";
  }

  /** The text without characters that a terminal would obey. */
  public static String plain(String text) {
    return text.replaceAll("\\p{C}", "·");
  }
}
