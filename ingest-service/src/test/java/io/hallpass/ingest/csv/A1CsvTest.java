package io.hallpass.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.fileset.DropFolder;
import io.hallpass.ingest.fileset.FileSetSettings.Kept;
import java.nio.file.*;
import java.util.*;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class A1CsvTest {
  private static final String USERS = "everett.raw.sis.users";
  @TempDir private Path folder;

  private CsvRun run() throws Exception {
    CsvSourceSettings settings =
        CsvSourceSettings.of(
                "everett", "sis", 2, folder.resolve("drop").toString(),
                CsvSourceSettings.Format.oneRoster("1.2"),
                List.of(
                    new CsvResource("users", "users.csv", List.of("sourcedId"), List.of("givenName"))))
            .withTimes(10, 0);
    settings =
        settings.withFiles(
            settings.files().withDrop(new DropFolder("*.zip", DropFolder.Order.NAME)));
    Files.createDirectory(folder.resolve("drop"));
    return new CsvRun(folder, settings, new Kept("", 5));
  }

  private static String users(int from, int to, String status) {
    StringBuilder text = new StringBuilder("sourcedId,status,dateLastModified,givenName\n");
    for (int i = from; i < to; i++) {
      text.append("s").append(i).append(',').append(status).append(",,Ann\n");
    }
    return text.toString();
  }

  /** A delta in which the third row has an unclosed quote: all behind it is lost. */
  @Test
  void aDeltaWithAnUnclosedQuoteIsNotTaken() throws Exception {
    CsvRun run = run();
    run.zip("drop/1.zip", Zips.oneRoster(Map.of("users", "bulk"), Map.of("users.csv", users(0, 1000, "active"))));
    run.untilDone();
    String delta =
        "sourcedId,status,dateLastModified,givenName\ns1,active,,Bo\ns2,active,,\"Cy\n"
            + users(3, 60, "tobedeleted").substring(45);
    run.zip("drop/2.zip", Zips.oneRoster(Map.of("users", "delta"), Map.of("users.csv", delta)));
    List<SourceRecord> records = run.untilTold(t -> true);
    System.out.println("ROWS " + Taken.rows(records, USERS).size() + " REJECTS " + Taken.rejects(records));
    System.out.println("STATUS " + run.progress());
    assertThat(run.progress()).contains("held");
  }

  /** The first set, bulk: a quote in row 10 of 1000. */
  @Test
  void aFirstSetWithAnUnclosedQuoteIsNotTaken() throws Exception {
    CsvRun run = run();
    String all = users(0, 1000, "active").replace("s10,active,,Ann", "s10,active,,\"Ann");
    run.zip("drop/1.zip", Zips.oneRoster(Map.of("users", "bulk"), Map.of("users.csv", all)));
    List<SourceRecord> records = run.untilTold(t -> true);
    System.out.println("ROWS " + Taken.rows(records, USERS).size() + " REJECTS " + Taken.rejects(records));
    System.out.println("STATUS " + run.progress());
    assertThat(run.progress()).contains("held");
  }
}
