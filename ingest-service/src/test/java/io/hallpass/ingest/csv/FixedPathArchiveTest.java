package io.hallpass.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.fileset.Archive;
import io.hallpass.ingest.fileset.FileSetSettings.Kept;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixedPathArchiveTest {
  @TempDir private Path folder;

  private CsvRun run(String path) {
    CsvSourceSettings settings =
        CsvSourceSettings.of(
            "everett",
            "sis",
            1,
            folder.resolve(path).toString(),
            CsvSourceSettings.Format.PLAIN,
            List.of(new CsvResource("users", "users.csv", List.of("id"), List.of())));
    return new CsvRun(folder, settings.withTimes(10, 0), Kept.LAST);
  }

  private static Map<String, String> roster(String mode, int from, int to) {
    return Zips.oneRoster(
        Map.of("users", mode),
        Map.of(
            "users.csv",
            "sourcedId,status,name,school\n" + Rosters.rows("", from, to, "", "Ann ")));
  }

  /** What the next set is compared with is the whole one and what was added since. */
  @Test
  void deltasAreKeptBehindTheWholeSetUntilTheNextWholeOne() throws Exception {
    CsvSourceSettings settings =
        CsvSourceSettings.of(
            "everett",
            "sis",
            1,
            folder.resolve("roster.zip").toString(),
            CsvSourceSettings.Format.oneRoster("1.2"),
            List.of(new CsvResource("users", "users.csv", List.of("sourcedId"), List.of("name"))));
    CsvRun run = new CsvRun(folder, settings.withTimes(10, 0), Kept.LAST);
    for (Map<String, String> set :
        List.of(roster("bulk", 0, 30), roster("delta", 30, 45), roster("delta", 45, 60))) {
      run.zip("roster.zip", set);
      run.untilDone();
      run.polls(3);
    }
    run.zip("roster.zip", roster("bulk", 0, 50));

    run.untilHeld();

    assertThat(run.progress()).contains("users.csv: 10 of 60 rows are gone (16 %");
    run.zip("roster.zip", roster("bulk", 0, 58));
    run.untilDone();
    run.polls(3);
    try (var kept = Files.list(folder.resolve("roster.zip.archive/taken"))) {
      assertThat(kept).hasSize(1);
    }
  }

  private Path last(String path) throws Exception {
    return new Archive(folder.resolve(path + ".archive"), 1).last().orElseThrow();
  }

  @Test
  void aCopyOfTheLastGoodZipIsKept() throws Exception {
    CsvRun run = run("roster.zip");
    byte[] good = Zips.of(Map.of("users.csv", "id\ns1\n"));
    run.write("roster.zip", good);
    run.untilDone();
    run.polls(2);
    run.zip("roster.zip", Map.of("users.csv", "no id\nCANARY\n"));
    run.untilHeld();

    assertThat(last("roster.zip")).hasFileName("roster.zip");
    assertThat(Files.readAllBytes(last("roster.zip"))).isEqualTo(good);
    assertThat(folder.resolve("roster.zip")).exists();
  }

  @Test
  void ofAFolderOnlyTheFilesAreKeptThatAreRead() throws Exception {
    CsvRun run = run("set");
    run.write("set/users.csv", "id\ns1\n");
    run.write("set/passwords.txt", "CANARY");
    run.untilDone();

    run.polls(2);

    assertThat(last("set")).isDirectoryContaining("glob:**users.csv");
    assertThat(last("set")).isDirectoryNotContaining("glob:**passwords.txt");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(last("set"))))
        .isEqualTo("rwx------");
  }

  @Test
  void aSetThatWasReadBeforeARestartIsKeptAfterIt() throws Exception {
    CsvRun run = run("set");
    run.write("set/users.csv", "id\ns1\n");
    run.untilDone();
    run.restart();

    assertThat(Taken.rows(run.polls(3), "everett.raw.sis.users")).isEmpty();

    assertThat(last("set").resolve("users.csv")).hasContent("id\ns1\n");
  }
}
