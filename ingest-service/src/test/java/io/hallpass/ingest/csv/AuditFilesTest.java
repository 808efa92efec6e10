package io.hallpass.ingest.csv;

import static io.hallpass.ingest.csv.Rosters.BULK;
import static io.hallpass.ingest.csv.Rosters.good;
import static io.hallpass.ingest.csv.Rosters.held;
import static io.hallpass.ingest.csv.Rosters.set;
import static io.hallpass.ingest.csv.Rosters.users;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.fileset.DropFolder;
import io.hallpass.ingest.fileset.FileSetSettings.Consents;
import io.hallpass.ingest.fileset.FileSetSettings.Decisions;
import io.hallpass.ingest.fileset.FileSetSettings.Kept;
import io.hallpass.ingest.fileset.PauseWindow;
import java.nio.file.Files;
import java.nio.file.Path;
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

class AuditFilesTest {
  @TempDir private Path folder;

  /** Approved in October, dropped once more by mistake in December. */
  @Test
  void anApprovalIsForOneTime() throws Exception {
    Files.createDirectory(folder.resolve("drop"));
    CsvRun run =
        new CsvRun(folder, Rosters.settings(folder, Rosters.INTAKE, Decisions.NONE), Kept.LAST);
    run.zip("drop/1.zip", set(BULK, good(), "o1"));
    run.untilDone();
    run.polls(3);
    Map<String, String> few = set(BULK, users("north", 0, 100, "Ann "), "o1");
    run.zip("drop/2.zip", few);
    run.untilHeld();
    run.reconfigure(
        Rosters.settings(folder, Rosters.INTAKE, new Decisions(Set.of(held(run)), Set.of())));
    run.untilDone();
    run.polls(3);
    run.zip("drop/3.zip", set(BULK, good() + users("south", 130, 132, "Eve "), "o1"));
    run.untilDone();
    run.polls(3);

    run.zip("drop/4.zip", few);
    List<SourceRecord> again = run.untilTold(text -> true);

    assertThat(Taken.markers(again, Rosters.USERS)).as(run.progress()).isEmpty();
    assertThat(run.progress()).contains("repeated");
  }

  /** README's own way: one path, written over each night. */
  @Test
  void anOldFileInAFixedPathIsRecognised() throws Exception {
    CsvSourceSettings settings = plain("set", List.of("users"));
    CsvRun run = new CsvRun(folder, settings, Kept.LAST);
    run.write("set/users.csv", "sourcedId,name\ns1,Ann\n");
    run.untilDone();
    run.polls(3);
    run.write("set/users.csv", "sourcedId,name\ns1,Anna\ns2,Bo\n");
    run.untilDone();
    run.polls(3);
    run.write("set/users.csv", "sourcedId,name\ns1,Ann\n");
    List<SourceRecord> again = run.untilTold(text -> true);

    assertThat(Taken.markers(again, "everett.raw.sis.users")).as(run.progress()).isEmpty();
    assertThat(run.progress()).contains("repeated");
  }

  private CsvSourceSettings plain(String path, List<String> resources) {
    return CsvSourceSettings.of(
            "everett",
            "sis",
            1,
            folder.resolve(path).toString(),
            CsvSourceSettings.Format.PLAIN,
            resources.stream()
                .map(r -> new CsvResource(r, r + ".csv", List.of("sourcedId"), List.of("name")))
                .toList())
        .withTimes(10, 0);
  }

  /** optouts.csv is whole; students.csv, which has a consent column too, lacks a column. */
  @Test
  void aDenialInAGoodFileIsNotHeldWithABadOne() throws Exception {
    CsvSourceSettings settings = plain("set", List.of("users", "optouts"));
    settings =
        settings.withFiles(
            settings
                .files()
                .withConsents(new Consents(Set.of("users", "optouts"), Set.of("optouts"))));
    CsvRun run = new CsvRun(folder, settings);
    run.write("set/users.csv", "sourcedId,firstName\ns1,Ann\n");
    run.write("set/optouts.csv", "sourcedId,name\no1,s1\n");
    List<SourceRecord> records = run.untilHeld();

    assertThat(Taken.rows(records, "everett.raw.sis.optouts")).as(run.progress()).hasSize(1);
  }

  /** Two stray quotes, three rows apart. */
  @Test
  void rowsBetweenTwoStrayQuotesAreNotLost() throws Exception {
    CsvRun run = new CsvRun(folder, plain("set", List.of("users")));
    StringBuilder text = new StringBuilder("sourcedId,grade,name\n");
    for (int i = 0; i < 40; i++) {
      String name = i == 10 ? "\"Ann" : i == 13 ? "Bob (5'11\"" : "Name" + i;
      text.append("s" + i + ",5," + name + "\n");
    }
    text.replace(0, text.length(), text.toString().replace("5'11\"\n", "5'11\"\n"));
    run.write("set/users.csv", text.toString());
    List<SourceRecord> records = run.untilDone();

    int rows = Taken.rows(records, "everett.raw.sis.users").size();
    boolean whole = !Taken.markers(records, "everett.raw.sis.users").isEmpty();
    assertThat(whole && rows < 40).as(rows + " rows " + run.progress()).isFalse();
  }

  /** In a pause, behind a set that is still being written; discarded as soon as it is shown. */
  @Test
  void aDiscardedSetsDenialsWereReadBefore() throws Exception {
    Files.createDirectory(folder.resolve("drop"));
    CsvRun run = new CsvRun(folder, paused(Decisions.NONE), new Kept("", 5));
    run.zip("drop/2.zip", roster("s1"));
    List<SourceRecord> all = new ArrayList<>();
    for (int i = 0; i < 200 && !run.progress().contains("\"id\""); i++) {
      run.zip("drop/1.zip", roster("x" + i));
      all.addAll(run.polls(1));
      Thread.sleep(2);
    }
    System.out.println("told " + run.progress());
    String id = held(run);
    run.reconfigure(paused(new Decisions(Set.of(), Set.of(id))));
    for (int i = 0; i < 20; i++) {
      all.addAll(run.polls(5));
    }
    assertThat(Taken.rows(all, "everett.raw.sis.optouts").toString()).contains("\"s1\"");
  }

  private static Map<String, String> roster(String optout) {
    Map<String, String> modes = new LinkedHashMap<>();
    modes.put("users", "bulk");
    modes.put("optouts", "bulk");
    return Zips.oneRoster(
        modes,
        Map.of(
            "users.csv", "sourcedId,status,name\ns1,,Ann\n", "optouts.csv", "id,who\no1," + optout + "\n"));
  }

  private CsvSourceSettings paused(Decisions decisions) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    CsvSourceSettings settings =
        CsvSourceSettings.of(
                "everett",
                "sis",
                1,
                folder.resolve("drop").toString(),
                CsvSourceSettings.Format.oneRoster("1.2"),
                List.of(
                    new CsvResource("users", "users.csv", List.of("sourcedId"), List.of("name")),
                    new CsvResource("optouts", "optouts.csv", List.of("id"), List.of("who"))))
            .withTimes(10, 15);
    return settings.withFiles(
        settings
            .files()
            .withPauses(
                List.of(new PauseWindow(today.minusDays(1), today.plusDays(10))), ZoneOffset.UTC)
            .withConsents(new Consents(Set.of("optouts"), Set.of("optouts")))
            .withDrop(new DropFolder("*.zip", DropFolder.Order.NAME))
            .withDecisions(decisions));
  }
}
