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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatedSetTest {
  private static final String USERS = "everett.raw.sis.users";
  private static final String OLD = "sourcedId,name\ns1,Ann\n";
  private static final String NEW = "sourcedId,name\ns1,Anna\ns2,Bo\n";

  @TempDir private Path folder;

  /** One path, written over each night. */
  private CsvSourceSettings fixed(Consents consents, Decisions decisions) {
    CsvSourceSettings settings =
        CsvSourceSettings.of(
                "everett",
                "sis",
                1,
                folder.resolve("set").toString(),
                CsvSourceSettings.Format.PLAIN,
                List.of(
                    new CsvResource("users", "users.csv", List.of("sourcedId"), List.of("name"))))
            .withTimes(10, 0);
    return settings.withFiles(settings.files().withConsents(consents).withDecisions(decisions));
  }

  private CsvRun oldThenNew(Consents consents) throws Exception {
    CsvRun run = new CsvRun(folder, fixed(consents, Decisions.NONE), Kept.LAST);
    for (String text : List.of(OLD, NEW)) {
      run.write("set/users.csv", text);
      run.untilDone();
      run.polls(3);
    }
    return run;
  }

  @Test
  void anOldFileInAFixedPathIsHeldUntilItIsApproved() throws Exception {
    CsvRun run = oldThenNew(Consents.NONE);
    run.write("set/users.csv", OLD);

    List<SourceRecord> again = run.untilHeld();

    assertThat(run.progress()).contains("repeated: the same as set ");
    assertThat(again).extracting(SourceRecord::topic).containsExactly("everett.control.status");
    run.reconfigure(fixed(Consents.NONE, new Decisions(Set.of(held(run)), Set.of())));
    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(1);
    assertThat(run.polls(5)).isEmpty();
  }

  @Test
  void theFileThatWasTakenLastIsKnownWhenItIsPutBackBehindAHeldOne() throws Exception {
    CsvRun run = oldThenNew(Consents.NONE);
    run.write("set/users.csv", OLD);
    run.untilHeld();
    run.write("set/users.csv", NEW);

    List<SourceRecord> back = run.untilDone();

    assertThat(back).extracting(SourceRecord::topic).containsExactly("everett.control.status");
  }

  /** It may be an old file, or a parent who decided as before once more. */
  @Test
  void whetherAnOldFilesConsentsAreTheLastWordIsNotKnownSoTheGateCloses() throws Exception {
    CsvRun run = oldThenNew(new Consents(Set.of("users"), Set.of("users")));
    run.write("set/users.csv", OLD);

    List<SourceRecord> again = run.untilHeld();
    run.restart();
    again.addAll(run.untilHeld());

    assertThat(Taken.rows(again, USERS)).isEmpty();
    assertThat(Taken.markers(again, USERS)).isEmpty();
    assertThat(Taken.incompleteMarkers(again, USERS)).containsExactly(0);
    run.write("set/users.csv", NEW);
    assertThat(Taken.markers(run.untilDone(), USERS)).containsExactly(0);
  }

  /** Approved in October, dropped once more by mistake in December. */
  @Test
  void anApprovalIsForOneTime() throws Exception {
    Files.createDirectory(folder.resolve("drop"));
    CsvRun run = new CsvRun(folder, dropped(), Kept.LAST);
    run.zip("drop/1.zip", set(BULK, good(), "o1"));
    run.untilDone();
    run.polls(3);
    Map<String, String> few = set(BULK, users("north", 0, 100, "Ann "), "o1");
    run.zip("drop/2.zip", few);
    run.untilHeld();
    String id = held(run);
    run.reconfigure(dropped(id));
    run.untilDone();
    run.polls(3);
    run.zip("drop/3.zip", set(BULK, good() + users("south", 130, 132, "Eve "), "o1"));
    run.untilDone();
    run.polls(3);

    run.zip("drop/4.zip", few);
    List<SourceRecord> again = run.untilHeld();

    assertThat(Taken.rows(again, USERS)).isEmpty();
    assertThat(Taken.markers(again, USERS)).isEmpty();
    assertThat(run.progress()).contains("4.zip: repeated");
    run.reconfigure(dropped(id + "@2026-12-01T07:00:00Z"));
    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(100);
  }

  private CsvSourceSettings dropped(String... approved) {
    return Rosters.settings(folder, Rosters.INTAKE, new Decisions(Set.of(approved), Set.of()));
  }

  private void datedFolderComesAgain(Consents consents) throws Exception {
    Files.createDirectory(folder.resolve("drop"));
    CsvSourceSettings settings =
        CsvSourceSettings.of(
                "everett",
                "sis",
                1,
                folder.resolve("drop").toString(),
                CsvSourceSettings.Format.PLAIN,
                List.of(
                    new CsvResource("users", "users.csv", List.of("sourcedId"), List.of("name"))))
            .withTimes(10, 0);
    DropFolder zips = new DropFolder("*.zip", DropFolder.Order.NAME);
    settings = settings.withFiles(settings.files().withDrop(zips).withConsents(consents));
    CsvRun run = new CsvRun(folder, settings, Kept.LAST);
    run.zip("drop/1.zip", Map.of("2026-09-01/users.csv", OLD));
    run.untilDone();
    run.polls(5);
    run.zip("drop/2.zip", Map.of("2026-11-01/users.csv", NEW));
    run.untilDone();
    run.polls(5);
    run.zip("drop/3.zip", Map.of("2026-09-01/users.csv", OLD));

    List<SourceRecord> again = run.polls(50);

    assertThat(Taken.rows(again, USERS)).isEmpty();
    assertThat(run.progress()).contains("3.zip: repeated");
  }

  @Test
  void anOldSetWhoseZipHasADatedFolderIsKnownWhenItComesAgain() throws Exception {
    datedFolderComesAgain(Consents.NONE);
  }

  @Test
  void theConsentsOfAnOldSetWithADatedFolderAreNotSentAgain() throws Exception {
    datedFolderComesAgain(new Consents(Set.of("users"), Set.of("users")));
  }
}
