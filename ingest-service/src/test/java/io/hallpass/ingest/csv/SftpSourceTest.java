package io.hallpass.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.fileset.DropFolder;
import io.hallpass.ingest.fileset.FileSetSettings.Kept;
import io.hallpass.ingest.sftp.SftpSettings;
import io.hallpass.ingest.sftp.Vendor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftpSourceTest {
  private static final String USERS = "everett.raw.sis.users";

  @TempDir private Path folder;

  private CsvRun run(SftpSettings sftp) {
    CsvSourceSettings settings =
        CsvSourceSettings.of(
                "everett",
                "sis",
                1,
                folder.resolve("drop").toString(),
                CsvSourceSettings.Format.PLAIN,
                List.of(new CsvResource("users", "users.csv", List.of("id"), List.of())))
            .withTimes(10, 0);
    return new CsvRun(
        folder,
        settings.withFiles(
            settings
                .files()
                .withDrop(new DropFolder("*.zip", DropFolder.Order.NAME))
                .withSftp(sftp)),
        Kept.LAST);
  }

  @Test
  void whatAVendorPutsOnAServerIsTakenAndNotTakenTwice() throws Exception {
    try (Vendor vendor = Vendor.start(folder.resolve("vendor"))) {
      vendor.put("roster-1.zip", Zips.of(Map.of("users.csv", "id\ns1\n")));
      CsvRun run = run(vendor.settings());
      assertThat(Taken.rows(run.untilTold(text -> text.contains("\"rows\"")), USERS)).hasSize(1);
      run.restart();
      vendor.put("roster-2.zip", Zips.of(Map.of("users.csv", "id\ns2\n")));

      List<SourceRecord> records = run.untilTold(text -> text.contains("\"rows\""));
      run.stop();

      assertThat(Taken.rows(records, USERS)).containsExactly("{\"id\":\"s2\"}={\"id\":\"s2\"}");
      assertThat(folder.resolve("drop.archive/taken"))
          .isDirectoryRecursivelyContaining("glob:**/roster-1.zip");
    }
  }

  @Test
  void aServerThatCannotBeReachedIsSaidAndTheTaskGoesOn() throws Exception {
    SftpSettings settings;
    try (Vendor vendor = Vendor.start(folder.resolve("vendor"))) {
      settings = vendor.settings();
    }
    CsvRun run = run(settings);
    run.untilHeld();
    assertThat(run.progress()).contains(" cannot be reached; it is tried again");
    run.zip("drop/by-hand.zip", Map.of("users.csv", "id\ns1\n"));

    List<SourceRecord> records = run.untilTold(text -> text.contains("\"rows\""));
    run.stop();

    assertThat(Taken.rows(records, USERS)).hasSize(1);
  }
}
