package io.hallpass.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwallowedRowsTest {
  private static final String USERS = "everett.raw.sis.users";

  @TempDir private Path folder;

  private List<SourceRecord> read(String text) throws Exception {
    CsvSourceSettings settings =
        CsvSourceSettings.of(
            "everett",
            "sis",
            1,
            folder.resolve("set").toString(),
            CsvSourceSettings.Format.PLAIN,
            List.of(new CsvResource("users", "users.csv", List.of("sourcedId"), List.of("name"))));
    CsvRun run = new CsvRun(folder, settings.withTimes(10, 0));
    run.write("set/users.csv", text);
    return run.untilDone();
  }

  private static String rows(String opened, String closed) {
    return "sourcedId,grade,name\n"
        + IntStream.range(0, 40)
            .mapToObj(i -> "s" + i + ",5," + (i == 10 ? opened : i == 13 ? closed : "N" + i))
            .collect(Collectors.joining("\n"));
  }

  @Test
  void rowsBetweenTwoStrayQuotesAreRejectedAndNotTakenForACell() throws Exception {
    List<SourceRecord> records = read(rows("\"Ann", "Bob (5'11\""));

    assertThat(Taken.rows(records, USERS)).hasSize(36);
    assertThat(Taken.rejects(records))
        .singleElement()
        .asString()
        .startsWith("UNREADABLE_ROW")
        .contains("users.csv:12")
        .endsWith(" null");
    assertThat(Taken.markers(records, USERS)).isEmpty();
    assertThat(Taken.incompleteMarkers(records, USERS)).containsExactly(0);
  }

  @Test
  void aCellOfSeveralLinesIsTaken() throws Exception {
    List<SourceRecord> records = read(rows("\"Ann\nof Green Gables, P.E.I., Canada\"", "\"B\n\""));

    assertThat(Taken.rows(records, USERS)).hasSize(40);
    assertThat(Taken.markers(records, USERS)).containsExactly(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The last of three cells, the second, and the first.
        "Ann~s11,5,Name 11~s12,5,Bob (5'11            | 2 | 3 | true",
        "Ann~s12,5,Bob (5'11                          | 2 | 3 | true",
        "Ann~~s11,5,Name 11~s12,5,Bob                 | 2 | 3 | true",
        "5,Ann~s11,5,Name 11~s12                      | 0 | 3 | false",
        "s10,5,Ann~s11,5,Name 11~s12                  | 0 | 3 | true",
        "5,Ann~s11,6,Name 11~s12,6                    | 1 | 3 | true",
        "Ann~s11,,~s12,6,                             | 2 | 3 | true",
        // Text.
        "Ann                                          | 2 | 3 | false",
        "two~lines                                    | 2 | 3 | false",
        "two~lines                                    | 0 | 1 | false",
        "12 Main Street~Seattle, WA                   | 1 | 2 | false",
        "12 Main Street~Apt 3, Seattle, WA            | 2 | 3 | false",
        "Seen: s11,5,Ann~and others                   | 2 | 3 | false",
        "See~s11,5,Ann~and others                     | 2 | 3 | false"
      })
  void whereEveryLineIsAsLongAsTheHeaderItMayBeRows(String text, int cell, int cells, boolean may) {
    assertThat(new SwallowedRows(',').in(text.strip().replace("~", "\r\n"), cell, cells))
        .isEqualTo(may);
  }
}
