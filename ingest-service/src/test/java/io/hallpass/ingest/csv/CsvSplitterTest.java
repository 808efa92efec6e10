package io.hallpass.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvSplitterTest {
  @Test
  void splitsWellFormedTextAsFastCsvDoes() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      String text = wellFormed(random);
      List<String> expected = new ArrayList<>();
      var fast = CsvReader.builder().allowExtraFields(true).allowMissingFields(true);
      try (var reader = fast.ofCsvRecord(text)) {
        reader.forEach(row -> expected.add(row.getStartingLineNumber() + ":" + row.getFields()));
      }

      List<String> rows = rows(new Dribble(text, random));

      assertThat(rows).as("seed %d, round %d: %s", seed, round, text).isEqualTo(expected);
    }
  }

  @Test
  void keepsACellWithALoneCarriageReturn() throws IOException {
    List<String> rows = rows(new StringReader("a,\"b\rc\"\nd,e\n"));

    assertThat(rows).containsExactly("1:[a, b\rc]", "3:[d, e]");
  }

  @Test
  void goesOnAfterALineWithTextBehindAClosingQuote() throws IOException {
    List<String> rows = rows(new StringReader("a,b\n\"Robert \"Bob\" Smith\",1\nc,d\n"));

    assertThat(rows).containsExactly("1:[a, b]", "2:broken", "3:[c, d]");
  }

  @Test
  void stopsWhereNobodyCanTellWhereTheNextRowBegins() throws IOException {
    List<String> rows = rows(new StringReader("a,b\n\"Bob \"x\"\nc,\",d\ne,f\n"));

    assertThat(rows).containsExactly("1:[a, b]", "2:broken", "lost");
  }

  @Test
  void stopsAtAnUnclosedQuote() throws IOException {
    List<String> rows = rows(new StringReader("a,b\n1,\"half a ro"));

    assertThat(rows).containsExactly("1:[a, b]", "2:broken", "lost");
  }

  @Test
  void readsRowsLongerThanItsBuffer() throws IOException {
    String cell = "x".repeat(300_000);

    List<String> rows = rows(new StringReader("a," + cell + "\n\"" + cell + "\",b\n"));

    assertThat(rows).containsExactly("1:[a, " + cell + "]", "2:[" + cell + ", b]");
  }

  private static List<String> rows(Reader text) throws IOException {
    List<String> rows = new ArrayList<>();
    try (CsvSplitter splitter = new CsvSplitter(text, ',')) {
      while (splitter.next()) {
        rows.add(splitter.line() + ":" + (splitter.broken() ? "broken" : splitter.texts()));
      }
      if (splitter.lost()) {
        rows.add("lost");
      }
    }
    return rows;
  }

  private static String wellFormed(Random random) {
    StringBuilder text = new StringBuilder();
    String[] ends = {"\n", "\r\n", "\r"};
    for (int row = random.nextInt(6); row > 0; row--) {
      int cells = 1 + random.nextInt(4);
      for (int cell = 0; cell < cells; cell++) {
        text.append(cell == 0 ? "" : ",");
        switch (random.nextInt(4)) {
          case 0 -> text.append("");
          case 1 -> text.append("x y").append(random.nextInt(100));
          // FastCSV 4.1.0 loses a cell that holds a lone CR and ends with the row at an LF.
          case 2 -> text.append("\"a\"\"b,").append(ends[random.nextInt(2)]).append("c\"");
          default -> text.append(" é5\"");
        }
      }
      boolean last = row == 1 && random.nextBoolean();
      text.append(last ? "" : ends[random.nextInt(3)]);
    }
    return text.toString();
  }

  /** Hands out a few characters at a time. */
  private static final class Dribble extends Reader {
    private final Reader text;
    private final Random random;

    Dribble(String text, Random random) {
      this.text = new StringReader(text);
      this.random = random;
    }

    @Override
    public int read(char[] buffer, int start, int length) throws IOException {
      return text.read(buffer, start, Math.min(length, 1 + random.nextInt(3)));
    }

    @Override
    public void close() throws IOException {
      text.close();
    }
  }
}
