package io.hallpass.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import java.io.*;
import java.nio.file.*;
import java.util.*;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class A1ManifestTest {
  private static final String USERS = "everett.raw.sis.users";
  @TempDir private Path folder;

  private CsvRun run() throws Exception {
    CsvSourceSettings settings =
        CsvSourceSettings.of(
                "everett", "sis", 2, folder.resolve("set").toString(),
                CsvSourceSettings.Format.oneRoster("1.2"),
                List.of(
                    new CsvResource("users", "users.csv", List.of("sourcedId"), List.of("givenName"))))
            .withTimes(10, 0);
    Files.createDirectory(folder.resolve("set"));
    return new CsvRun(folder, settings);
  }

  /** Said twice and differently: a delta is taken for the whole. */
  @Test
  void aManifestThatContradictsItselfIsHeld() throws Exception {
    CsvRun run = run();
    run.write(
        "set/manifest.csv",
        "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.users,delta\nfile.users,bulk\n");
    run.write("set/users.csv", "sourcedId,status,givenName\ns1,active,Ann\n");
    List<SourceRecord> records = run.untilTold(t -> true);
    System.out.println("MARKERS " + Taken.markers(records, USERS) + run.progress());
    assertThat(run.progress()).contains("held");
  }

  /** Somebody's enrollments under the name of the manifest. */
  @Test
  void aManifestThatIsAFileOfRowsIsHeldInBoundedMemory() throws Exception {
    CsvRun run = run();
    run.write("set/users.csv", "sourcedId,status,givenName\ns1,active,Ann\n");
    try (Writer out = new BufferedWriter(new FileWriter(folder.resolve("set/manifest.csv").toFile()))) {
      for (int i = 0; i < 9_000_000; i++) {
        out.write("enrollment-" + i + ",user-" + i + "\n");
      }
    }
    run.untilHeld();
    System.out.println(run.progress());
  }
}
