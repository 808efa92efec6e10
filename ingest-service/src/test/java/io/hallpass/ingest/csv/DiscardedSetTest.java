package io.hallpass.ingest.csv;

import static io.hallpass.ingest.csv.Rosters.held;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.fileset.DropFolder;
import io.hallpass.ingest.fileset.FileSetSettings;
import io.hallpass.ingest.fileset.FileSetSettings.Consents;
import io.hallpass.ingest.fileset.FileSetSettings.Decisions;
import io.hallpass.ingest.fileset.FileSetSettings.Kept;
import io.hallpass.ingest.fileset.PauseWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a pause, for there every set is held. */
class DiscardedSetTest {
  private static final String USERS = "everett.raw.sis.users";
  private static final String OPTOUTS = "everett.raw.sis.optouts";

  @TempDir private Path folder;

  private CsvSourceSettings settings(String path, Decisions decisions) {
    LocalDate today = CsvRun.TODAY;
    CsvSourceSettings settings =
        CsvSourceSettings.of(
                "everett",
                "sis",
                1,
                folder.resolve(path).toString(),
                CsvSourceSettings.Format.oneRoster("1.2"),
                List.of(
                    new CsvResource("users", "users.csv", List.of("sourcedId"), List.of("name")),
                    new CsvResource("optouts", "optouts.csv", List.of("id"), List.of("who"))))
            .withTimes(10, 100);
    FileSetSettings files =
        settings
            .files()
            .withPauses(
                List.of(new PauseWindow(today.minusDays(1), today.plusDays(10))), ZoneOffset.UTC)
            .withConsents(new Consents(Set.of("optouts"), Set.of("optouts")))
            .withDecisions(decisions);
    return settings.withFiles(
        path.equals("drop")
            ? files.withDrop(new DropFolder("*.zip", DropFolder.Order.NAME))
            : files);
  }

  private CsvRun run(String path) throws Exception {
    Files.createDirectories(folder.resolve("drop"));
    return new CsvRun(folder, settings(path, Decisions.NONE), new Kept("", 5));
  }

  private static Map<String, String> roster(String optout) {
    Map<String, String> modes = new LinkedHashMap<>();
    modes.put("users", "bulk");
    modes.put("optouts", "bulk");
    return Zips.oneRoster(
        modes,
        Map.of(
            "users.csv",
            "sourcedId,status,name\ns1,,Ann\n",
            "optouts.csv",
            "id,who\no1," + optout + "\n"));
  }

  /** What is sent while 1.zip is still being written, until the one behind it is shown as held. */
  private List<SourceRecord> uploading(CsvRun run, String shown) throws Exception {
    List<SourceRecord> all = new ArrayList<>();
    while (!run.progress().contains(shown)) {
      run.zip("drop/1.zip", roster("x" + all.size()));
      all.addAll(run.polls(1));
    }
    return all;
  }

  @Test
  void whatParentsDecidedIsReadBeforeADiscardedSetIsPutAside() throws Exception {
    CsvRun run = run("drop");
    run.zip("drop/2.zip", roster("s1"));
    List<SourceRecord> all = uploading(run, "2.zip");
    assertThat(Taken.rows(all, OPTOUTS)).isEmpty();

    run.reconfigure(settings("drop", new Decisions(Set.of(), Set.of(held(run)))));
    all.addAll(run.polls(100));

    assertThat(Taken.rows(all, OPTOUTS)).last().asString().contains("\"s1\"");
    assertThat(Taken.rows(all, USERS)).isEmpty();
    assertThat(folder.resolve("drop.archive/aside"))
        .isDirectoryRecursivelyContaining("glob:**/2.zip");
  }

  @Test
  void whatParentsDecidedIsReadBeforeASetIsReplacedAfterAPause() throws Exception {
    CsvRun run = run("drop");
    run.zip("drop/2.zip", roster("s2"));
    run.zip("drop/3.zip", roster("s3"));
    List<SourceRecord> all = uploading(run, "3.zip");
    Files.delete(folder.resolve("drop/1.zip"));
    run.later(Duration.ofDays(11).toMillis());

    all.addAll(run.untilTold(text -> text.contains("\"rows\"")));
    run.polls(5);

    assertThat(Taken.rows(all, OPTOUTS))
        .satisfiesOnlyOnce(row -> assertThat(row).contains("\"s2\""))
        .last()
        .asString()
        .contains("\"s3\"");
    assertThat(folder.resolve("drop.archive/aside"))
        .isDirectoryRecursivelyContaining("glob:**/2.zip");
    assertThat(folder.resolve("drop.archive/taken"))
        .isDirectoryRecursivelyContaining("glob:**/3.zip");
  }

  @Test
  void inAFixedPathItStaysIsShownAsDiscardedAndCanBeApproved() throws Exception {
    CsvRun run = run("roster.zip");
    run.zip("roster.zip", roster("s1"));
    run.untilHeld();
    String id = held(run);
    run.reconfigure(settings("roster.zip", new Decisions(Set.of(), Set.of(id))));

    run.untilTold(text -> text.contains("discarded: "));

    assertThat(held(run)).isEqualTo(id);
    assertThat(run.progress()).contains("\"approvable\":true");
    assertThat(run.polls(20)).isEmpty();
    run.reconfigure(settings("roster.zip", new Decisions(Set.of(id), Set.of())));
    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(1);
  }

  @Test
  void oneThatWasPutAsideByMistakeAndPutBackIsListedAndCanBeApproved() throws Exception {
    CsvRun run = run("drop");
    run.zip("drop/2.zip", roster("s1"));
    run.untilHeld();
    String id = held(run);
    run.reconfigure(settings("drop", new Decisions(Set.of(), Set.of(id))));
    run.untilDone();
    assertThat(folder.resolve("drop")).isEmptyDirectory();
    run.restart();
    run.zip("drop/2.zip", roster("s1"));

    List<SourceRecord> again = run.untilTold(text -> text.contains("2.zip: discarded"));
    again.addAll(run.polls(20));

    assertThat(Taken.rows(again, USERS)).isEmpty();
    assertThat(folder.resolve("drop/2.zip")).exists();
    assertThat(held(run)).isEqualTo(id);
    run.reconfigure(settings("drop", new Decisions(Set.of(id), Set.of())));
    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(1);
  }
}
