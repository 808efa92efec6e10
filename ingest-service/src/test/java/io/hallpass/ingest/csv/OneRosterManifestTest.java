package io.hallpass.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OneRosterManifestTest {
  private final List<String> problems = new ArrayList<>();

  private Optional<OneRosterManifest> read(Reader text) throws IOException {
    try (CsvSplitter rows = new CsvSplitter(text, ',')) {
      return OneRosterManifest.read(rows, problems);
    }
  }

  private Optional<OneRosterManifest> read(String text) throws IOException {
    return read(new StringReader(text));
  }

  @Test
  void whatIsSaidTwiceInTheSameWayIsNoContradiction() throws IOException {
    OneRosterManifest manifest = read("file.users,bulk\nfile.users, bulk\n").orElseThrow();

    assertThat(manifest.processing("users.csv", problems))
        .isEqualTo(OneRosterManifest.Processing.BULK);
    assertThat(problems).isEmpty();
  }

  @Test
  void everyContradictionIsNamedByItsLines() throws IOException {
    read(
        "propertyName,value\nfile.users,delta\nfile.orgs,bulk\nfile.users,bulk\nfile.orgs,CANARY\n");

    assertThat(problems)
        .containsExactly(
            "manifest.csv:4: contradicts line 2 about the same property",
            "manifest.csv:5: contradicts line 3 about the same property");
  }

  @Test
  void aLineThatCannotBeReadMayHaveSaidSomething() throws IOException {
    read("file.users,delta\n\"file.users\"x,bulk\n");

    assertThat(problems).containsExactly("manifest.csv:2: the quotes are wrong");
  }

  @Test
  void onlyWhatIsLookedAtIsKept() throws IOException {
    assertThat(read("source.systemName,CANARY\noneroster.version,1.2\n").orElseThrow().properties())
        .containsOnlyKeys("oneroster.version");
  }

  @Test
  void afterManyContradictionsItIsReadNoFurther() throws IOException {
    assertThat(read("file.users,bulk\n" + "file.users,delta\n".repeat(1_000))).isEmpty();
    assertThat(problems).hasSizeLessThan(30).last().asString().contains("read no further");
  }

  @Test
  void aFileWithoutEndIsLeftAndSaidToBeSomethingElse() throws IOException {
    assertThat(read(new EndlessRows())).isEmpty();
    assertThat(problems)
        .containsExactly("manifest.csv: has more than 2000 lines; it needs one a file");
  }

  /** Somebody's rows under the manifest's name. */
  private static final class EndlessRows extends Reader {
    private static final String ROW = "file.enrollment,CANARY\n";
    private long at;

    @Override
    public int read(char[] buffer, int offset, int length) {
      for (int i = 0; i < length; i++) {
        buffer[offset + i] = ROW.charAt((int) (at++ % ROW.length()));
      }
      return length;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
