package io.hallpass.ingest.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits text into rows and cells as RFC 4180 says: quotes around cells, doubled inside them, line
 * ends of any kind. Cells stay where they were read, so nothing is copied.
 *
 * <p>Where other readers guess, this one says so. After a closing quote only a delimiter or a line
 * end may follow: otherwise the row is {@link #broken}. When the quotes of that line do not pair
 * up, or the text ends inside quotes, nobody can tell where the next row begins: the splitter is
 * then also {@link #lost}, and gives no further rows.
 */
final class CsvSplitter implements Closeable {
  /** A row of more characters is taken for one with an unclosed quote. */
  private static final int LONGEST_ROW = 4 * 1024 * 1024;

  private static final int END = -1;

  private final Reader in;
  private final char delimiter;

  private char[] buffer = new char[64 * 1024];
  private int filled;
  private int position;
  private int row;
  private int[] starts = new int[64];
  private int[] lengths = new int[64];
  private int cells;
  private boolean blank;
  private boolean folded;
  private boolean broken;
  private boolean lost;
  private boolean tooLong;
  private long line = 1;
  private long rowLine;

  CsvSplitter(Reader in, char delimiter) {
    this.in = in;
    this.delimiter = delimiter;
  }

  /** Moves to the next row; blank lines are none. False at the end. */
  boolean next() throws IOException {
    while (!lost && peek() != END) {
      readRow();
      if (!blank) {
        return true;
      }
    }
    return false;
  }

  /** How many cells the row has. */
  int cells() {
    return cells;
  }

  /** The line on which the row begins; the first is 1. */
  long line() {
    return rowLine;
  }

  /** Whether the row's quotes are wrong; its cells mean nothing then. */
  boolean broken() {
    return broken;
  }

  /** Whether a cell may be rows between two stray quotes, where the header has so many cells. */
  boolean swallows(int headerCells) {
    SwallowedRows rows = new SwallowedRows(delimiter);
    return folded
        && IntStream.range(0, cells).anyMatch(cell -> rows.in(text(cell), cell, headerCells));
  }

  /** Whether it is unknown where the next row begins. */
  boolean lost() {
    return lost;
  }

  /** Why that is unknown. */
  String why() {
    return tooLong
        ? "the row is longer than " + LONGEST_ROW + " characters"
        : "the quote is not closed";
  }

  /** Holds the cells' characters; valid until the next row is read. */
  char[] buffer() {
    return buffer;
  }

  /** Where in the buffer a cell begins. */
  int start(int cell) {
    return row + starts[cell];
  }

  /** How many characters a cell has. */
  int length(int cell) {
    return lengths[cell];
  }

  /** A cell's text. */
  String text(int cell) {
    return new String(buffer, start(cell), length(cell));
  }

  /** All cells' texts. */
  List<String> texts() {
    return IntStream.range(0, cells).mapToObj(this::text).toList();
  }

  private void readRow() throws IOException {
    row = position;
    rowLine = line;
    cells = 0;
    broken = false;
    folded = false;
    boolean quoted;
    do {
      quoted = peek() == '"';
      if (quoted) {
        quotedCell();
      } else {
        plainCell();
      }
    } while (!broken && delimited());
    blank = !broken && cells == 1 && lengths[0] == 0 && !quoted;
    if (broken && !lost) {
      skipBrokenLine();
    } else if (!broken) {
      lineEnd();
    }
  }

  private boolean delimited() throws IOException {
    if (peek() != delimiter) {
      return false;
    }
    position++;
    return true;
  }

  private void plainCell() throws IOException {
    int start = position - row;
    while (true) {
      while (position < filled) {
        char c = buffer[position];
        if (c == delimiter || c == '\n' || c == '\r') {
          cell(start, position - row - start);
          return;
        }
        position++;
      }
      if (position - row > LONGEST_ROW) {
        broken = true;
        lost = true;
        tooLong = true;
        return;
      }
      if (peek() == END) {
        cell(start, position - row - start);
        return;
      }
    }
  }

  private void quotedCell() throws IOException {
    position++;
    int start = position - row;
    int written = start;
    while (true) {
      int c = peek();
      if (c == END || position - row > LONGEST_ROW) {
        broken = true;
        lost = true;
        return;
      }
      position++;
      if (c == '"') {
        if (peek() != '"') {
          break;
        }
        position++;
      } else if (c == '\n' || c == '\r' && peek() != '\n') {
        line++;
        folded = true;
      }
      buffer[row + written++] = (char) c;
    }
    int after = peek();
    broken = after != delimiter && after != '\n' && after != '\r' && after != END;
    cell(start, written - start);
  }

  private void cell(int start, int length) {
    if (cells == starts.length) {
      starts = Arrays.copyOf(starts, cells * 2);
      lengths = Arrays.copyOf(lengths, cells * 2);
    }
    starts[cells] = start;
    lengths[cells++] = length;
  }

  /**
   * Goes on after the line when its quotes pair up. Unquoting has moved characters, but of quotes
   * only such as come in pairs, so those still to be read decide: the last one closed a cell.
   */
  private void skipBrokenLine() throws IOException {
    boolean paired = true;
    int c = peek();
    while (c != END && c != '\n' && c != '\r') {
      paired ^= c == '"';
      position++;
      c = peek();
    }
    lost = !paired || line != rowLine;
    lineEnd();
  }

  private void lineEnd() throws IOException {
    int c = peek();
    if (c == END) {
      return;
    }
    position++;
    line++;
    if (c == '\r' && peek() == '\n') {
      position++;
    }
  }

  private int peek() throws IOException {
    return position < filled || fill() ? buffer[position] : END;
  }

  /** Reads more, keeping the row's characters; false at the end of the text. */
  private boolean fill() throws IOException {
    if (filled == buffer.length) {
      if (row > 0) {
        System.arraycopy(buffer, row, buffer, 0, filled - row);
        filled -= row;
        position -= row;
        row = 0;
      } else {
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
      }
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read <= 0) {
      return false;
    }
    filled += read;
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
