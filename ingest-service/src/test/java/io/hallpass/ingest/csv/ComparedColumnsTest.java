package io.hallpass.ingest.csv;

import static io.hallpass.ingest.csv.Rosters.BULK;
import static io.hallpass.ingest.csv.Rosters.USERS;
import static io.hallpass.ingest.csv.Rosters.good;
import static io.hallpass.ingest.csv.Rosters.modes;
import static io.hallpass.ingest.csv.Rosters.rows;
import static io.hallpass.ingest.csv.Rosters.set;
import static io.hallpass.ingest.csv.Rosters.users;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.fileset.FileSetSettings.Decisions;
import io.hallpass.ingest.fileset.FileSetSettings.Kept;
import io.hallpass.ingest.intake.Intake;
import io.hallpass.ingest.intake.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** References, counts, deltas, and mappings that change. */
class ComparedColumnsTest {
  @TempDir private Path folder;

  private CsvRun run(Intake intake) throws Exception {
    Files.createDirectory(folder.resolve("drop"));
    return new CsvRun(folder, Rosters.settings(folder, intake, Decisions.NONE), Kept.LAST);
  }

  private CsvRun run() throws Exception {
    return run(Rosters.INTAKE);
  }

  private static void take(CsvRun run, String name, Map<String, String> set) throws Exception {
    run.zip("drop/" + name, set);
    run.untilDone();
    run.polls(3);
  }

  @Test
  void referencesToNothingHoldTheFirstSetToo() throws Exception {
    CsvRun run = run();
    run.zip("drop/1.zip", set(BULK, good() + users("nowhere", 200, 202, "Eve "), "o1"));

    List<SourceRecord> records = run.untilHeld();

    assertThat(run.progress())
        .contains(
            "users.csv: column 'orgSourcedIds': 2 of 132 references are to nothing in orgs.csv"
                + " (1 %; the limit is 1 %)")
        .doesNotContain("nowhere");
    assertThat(Taken.rows(records, USERS)).isEmpty();
  }

  @Test
  void aListOfReferencesIsSeveral() throws Exception {
    CsvRun run = run();
    run.zip("drop/1.zip", set(BULK, good() + users("north, south", 200, 230, "Eve "), "o1"));

    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(160);
  }

  @Test
  void aDeltaIsComparedWithTheWholeSetAndTheDeltasSinceIt() throws Exception {
    CsvRun run = run();
    take(run, "1.zip", set(BULK, good(), "o1"));
    take(run, "2.zip", set(modes("delta"), rows("south", 100, 103, "tobedeleted", ""), "o1"));
    take(run, "3.zip", set(modes("delta"), rows("south", 100, 103, "tobedeleted", ""), "o2"));
    run.zip("drop/4.zip", set(modes("delta"), rows("south", 103, 106, "tobedeleted", ""), "o1"));

    run.untilHeld();

    assertThat(run.progress())
        .contains(
            "4.zip: users.csv, school south: 3 of 27 rows are gone (11 %; the limit is 10 %)");
  }

  /** Grades come each night, and users once a week. */
  @Test
  void aFileThatTheSetBeforeDidNotHaveIsComparedWithTheLastOneThatHadIt() throws Exception {
    CsvRun run = run();
    take(run, "1.zip", set(BULK, good(), "o1"));
    take(run, "2.zip", set(modes("absent"), good(), "o1"));
    run.zip("drop/3.zip", set(BULK, users("north", 0, 100, "Ann "), "o1"));

    run.untilHeld();

    assertThat(run.progress()).contains("users.csv, school south: 30 of 30 rows are gone");
  }

  @Test
  void aDeltaThatAddsToASchoolOfTheSetBeforeRefersToSomething() throws Exception {
    CsvRun run = run();
    take(run, "1.zip", set(BULK, good(), "o1"));
    run.zip("drop/2.zip", set(modes("delta"), rows("north", 500, 530, "", "Eve "), "o1"));

    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(30);
  }

  @Test
  void manyChangedRowsHoldASet() throws Exception {
    CsvRun run = run();
    take(run, "1.zip", set(BULK, good(), "o1"));
    run.zip(
        "drop/2.zip",
        set(BULK, users("north", 0, 100, "Bea ") + users("south", 100, 130, "Bob "), "o1"));

    run.untilHeld();

    assertThat(run.progress())
        .contains("users.csv: 100 of 130 rows have changed (76 %; the limit is 50 %)")
        .contains("users.csv, school north: 100 of 100 rows have changed (100 %");
  }

  @Test
  void aCountThatTheSetItselfStatesIsHeldAgainstItsRows() throws Exception {
    CsvRun run =
        run(
            new Intake(
                Limits.DEFAULT,
                Map.of(),
                Optional.of(new Intake.Stated("control.csv", "file", "records"))));
    Map<String, String> files = new HashMap<>(set(BULK, good(), "o1"));
    files.put("control.csv", "records,file\n131,users.csv\n2,ORGS\n7,other.csv\n");
    run.zip("drop/1.zip", files);

    run.untilHeld();

    assertThat(run.progress())
        .contains("\"held\":[\"1.zip: users.csv: has 130 rows, and control.csv says 131\",");
    files.put("control.csv", "records,file\n130,users.csv\n");
    run.zip("drop/1.zip", files);
    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(130);
  }

  @Test
  void aFileOfCountsThatSaysNothingHoldsTheSet() throws Exception {
    CsvRun run =
        run(
            new Intake(
                Limits.DEFAULT,
                Map.of(),
                Optional.of(new Intake.Stated("control.csv", "file", "records"))));
    Map<String, String> files = new HashMap<>(set(BULK, good(), "o1"));
    run.zip("drop/1.zip", files);
    run.untilHeld();
    assertThat(run.progress()).contains("control.csv: is missing, and 'counts' names it");
    files.put("control.csv", "records,file\nmany,users.csv\n");
    run.zip("drop/1.zip", files);

    run.untilHeld();

    assertThat(run.progress())
        .contains("control.csv:2: column 'records' must be a number of rows")
        .doesNotContain("many");
  }

  @Test
  void whenAnotherColumnIsCollectedRowsAreStillMissed() throws Exception {
    CsvRun run = run();
    take(run, "1.zip", set(BULK, good(), "o1"));
    CsvSourceSettings settings = Rosters.settings(folder, Rosters.INTAKE, Decisions.NONE);
    List<CsvResource> resources = new ArrayList<>(settings.resources());
    resources.set(
        1, new CsvResource("users", "users.csv", List.of("sourcedId"), List.of("name", "grade")));
    run.reconfigure(
        new CsvSourceSettings(
            settings.files(), resources, settings.format(), settings.optionalFiles()));
    Map<String, String> files = new HashMap<>(set(BULK, good(), "o1"));
    files.put(
        "users.csv",
        "sourcedId,status,name,orgSourcedIds,grade\n"
            + users("north", 0, 80, "Ann ").replace("\n", ",7\n"));
    run.zip("drop/2.zip", files);

    run.untilHeld();

    assertThat(run.progress())
        .contains("users.csv: 50 of 130 rows are gone")
        .doesNotContain("have changed");
  }

  @Test
  void aSetThatIsLargerThanAPieceIsLookedAtInPieces() throws Exception {
    CsvRun run = run();
    take(run, "1.zip", set(BULK, users("north", 0, 60_000, "Ann "), "o1"));
    run.zip("drop/2.zip", set(BULK, users("north", 0, 120_000, "Ann "), "o1"));
    assertThat(run.polls(3)).isEmpty();

    assertThat(Taken.rows(run.untilDone(), USERS).size()).isPositive();
  }
}
