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

class A1TwoSetsTest {
  private static final String USERS = "everett.raw.sis.users";
  @TempDir private Path folder;

  private static String users(int to) {
    StringBuilder text = new StringBuilder("sourcedId,status,dateLastModified,givenName\n");
    for (int i = 0; i < to; i++) {
      text.append("s").append(i).append(",,,Ann\n");
    }
    return text.toString();
  }

  private void two(int keep) throws Exception {
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
    CsvRun run = new CsvRun(folder, settings, new Kept("", keep));
    run.zip("drop/1.zip", Zips.oneRoster(Map.of("users", "bulk"), Map.of("users.csv", users(1000))));
    run.zip("drop/2.zip", Zips.oneRoster(Map.of("users", "bulk"), Map.of("users.csv", users(100))));
    List<SourceRecord> all = new ArrayList<>();
    long end = System.nanoTime() + 4_000_000_000L;
    while (System.nanoTime() < end) {
      all.addAll(run.polls(1));
    }
    System.out.println("MARKERS " + Taken.markers(all, USERS) + " " + run.progress());
    assertThat(run.progress()).contains("held\":[\"2.zip");
  }

  /** 90 % are gone in the second of two sets that lie there together. */
  @Test
  void theSecondOfTwoSetsIsComparedWithTheFirst() throws Exception {
    two(1);
  }
}
