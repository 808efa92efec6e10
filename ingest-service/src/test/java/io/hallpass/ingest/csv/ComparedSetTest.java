package io.hallpass.ingest.csv;

import static io.hallpass.ingest.csv.Rosters.BULK;
import static io.hallpass.ingest.csv.Rosters.OPTOUTS;
import static io.hallpass.ingest.csv.Rosters.USERS;
import static io.hallpass.ingest.csv.Rosters.good;
import static io.hallpass.ingest.csv.Rosters.held;
import static io.hallpass.ingest.csv.Rosters.set;
import static io.hallpass.ingest.csv.Rosters.users;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.fileset.FileSetSettings.Decisions;
import io.hallpass.ingest.fileset.FileSetSettings.Kept;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparedSetTest {
  @TempDir private Path folder;
  private CsvRun run;

  @BeforeEach
  void firstSet() throws Exception {
    Files.createDirectory(folder.resolve("drop"));
    run = new CsvRun(folder, Rosters.settings(folder, Rosters.INTAKE, Decisions.NONE), Kept.LAST);
    run.zip("drop/1.zip", set(BULK, good(), "o1"));
    run.untilDone();
    run.polls(3);
  }

  private void decide(Set<String> approved, Set<String> discarded) {
    run.reconfigure(Rosters.settings(folder, Rosters.INTAKE, new Decisions(approved, discarded)));
  }

  @Test
  void aSetThatLacksManyRowsOfASchoolIsHeldAndSaysOfWhich() throws Exception {
    run.zip(
        "drop/2.zip",
        set(BULK, users("north", 0, 100, "Ann ") + users("south", 100, 126, "Bob "), "o1"));

    List<SourceRecord> records = run.untilHeld();

    assertThat(run.progress())
        .contains(
            "\"held\":[\"2.zip: users.csv, school south: 4 of 30 rows are gone (13 %; the limit is"
                + " 10 %)\",\"2.zip: look at it with 'hallpass intake show'")
        .contains("[\"users.csv\",\"\",130,126,4,0,0,false]")
        .contains("[\"users.csv\",\"south\",30,26,4,0,0,true]")
        .contains("\"approvable\":true")
        .doesNotContain("Bob");
    assertThat(Taken.rows(records, USERS)).isEmpty();
    assertThat(Taken.markers(records, USERS)).isEmpty();
    assertThat(run.polls(20)).isEmpty();
  }

  @Test
  void aSetWithinTheLimitsIsTaken() throws Exception {
    run.zip(
        "drop/2.zip",
        set(BULK, users("north", 0, 91, "Ann ") + users("south", 100, 130, "Bob "), "o1"));

    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(121);
    assertThat(run.progress()).doesNotContain("held");
  }

  @Test
  void whatParentsDecidedIsSentFromASetThatIsHeldForWhatItLacks() throws Exception {
    run.zip("drop/2.zip", set(BULK, users("north", 0, 100, "Ann "), "o2"));

    List<SourceRecord> records = run.untilHeld();

    assertThat(Taken.rows(records, OPTOUTS)).singleElement().asString().contains("o2");
    assertThat(Taken.markers(records, OPTOUTS)).containsExactly(0);
    assertThat(Taken.rows(records, USERS)).isEmpty();
  }

  @Test
  void anApprovedSetIsTakenAlsoAfterARestart() throws Exception {
    run.zip("drop/2.zip", set(BULK, users("north", 0, 100, "Ann "), "o1"));
    run.untilHeld();
    decide(Set.of(held(run)), Set.of());
    run.restart();

    List<SourceRecord> records = run.untilDone();

    assertThat(Taken.rows(records, USERS)).hasSize(100);
    assertThat(Taken.markers(records, USERS)).containsExactly(0);
    run.polls(3);
    assertThat(folder.resolve("drop")).isEmptyDirectory();
  }

  @Test
  void anotherSetThatCameMeanwhileIsNotApprovedWithIt() throws Exception {
    run.zip("drop/2.zip", set(BULK, users("north", 0, 100, "Ann "), "o1"));
    run.untilHeld();
    String approved = held(run);
    run.zip("drop/2.zip", set(BULK, users("south", 100, 130, "Bob "), "o1"));
    decide(Set.of(approved), Set.of());

    List<SourceRecord> records = run.untilHeld();

    assertThat(run.progress()).contains("school north: 100 of 100 rows are gone");
    assertThat(Taken.rows(records, USERS)).isEmpty();
  }

  @Test
  void aDiscardedSetIsPutAsideAndTheNextIsLookedAt() throws Exception {
    run.zip("drop/2.zip", set(BULK, users("north", 0, 100, "Ann "), "o1"));
    run.untilHeld();
    decide(Set.of(), Set.of(held(run)));
    run.zip("drop/3.zip", set(BULK, good() + users("south", 130, 132, "Eve "), "o1"));

    List<SourceRecord> records = run.untilTold(text -> text.contains("\"rows\":132"));
    run.polls(3);

    assertThat(Taken.rows(records, USERS)).hasSize(132);
    assertThat(run.progress()).doesNotContain("held");
    assertThat(folder.resolve("drop.archive/aside"))
        .isDirectoryRecursivelyContaining("glob:**/2.zip");
  }

  @Test
  void aGoodSetBehindAHeldOneIsTakenAndTheHeldOneIsLateThen() throws Exception {
    run.zip("drop/2.zip", set(BULK, users("north", 0, 100, "Ann "), "o1"));
    run.untilHeld();
    run.zip("drop/3.zip", set(BULK, good() + users("south", 130, 132, "Eve "), "o1"));

    run.untilTold(text -> text.contains("\"rows\":132"));
    run.untilTold(text -> text.contains("2.zip: late"));

    assertThat(run.progress()).doesNotContain("are gone");
  }

  @Test
  void theNextSetIsComparedWithTheLastThatWasTaken() throws Exception {
    run.zip(
        "drop/2.zip",
        set(BULK, users("north", 0, 92, "Ann ") + users("south", 100, 130, "Bob "), "o1"));
    run.untilDone();
    run.polls(3);
    run.zip(
        "drop/3.zip",
        set(BULK, users("north", 0, 84, "Ann ") + users("south", 100, 130, "Bob "), "o1"));

    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(114);
  }

  @Test
  void ofTwoSetsThatLieThereTogetherTheSecondIsComparedWithTheFirst() throws Exception {
    // It lacks 16 of 100 rows of the first, and of the second only 9 of 93.
    run.zip(
        "drop/2.zip",
        set(BULK, users("north", 0, 93, "Ann ") + users("south", 100, 130, "Bob "), "o1"));
    run.zip(
        "drop/3.zip",
        set(BULK, users("north", 0, 84, "Ann ") + users("south", 100, 130, "Bob "), "o1"));

    run.untilTold(text -> text.contains("\"rows\":123"));
    run.untilTold(text -> text.contains("held") || text.contains("\"rows\":114"));

    assertThat(run.progress()).doesNotContain("held");
  }

  @Test
  void aHeldSetIsLookedAtAgainWhenAnotherWasTakenInFrontOfIt() throws Exception {
    run.zip(
        "drop/3.zip",
        set(BULK, users("north", 0, 84, "Ann ") + users("south", 100, 130, "Bob "), "o1"));
    run.untilTold(text -> text.contains("3.zip: users.csv, school north: 16 of 100 rows are gone"));
    run.zip(
        "drop/2.zip",
        set(BULK, users("north", 0, 92, "Ann ") + users("south", 100, 130, "Bob "), "o1"));

    run.untilTold(text -> text.contains("\"rows\":122"));
    run.untilTold(text -> text.contains("\"rows\":114"));

    assertThat(run.progress()).doesNotContain("held");
  }

  @Test
  void rowsOfASetThatWasBegunAreTakenToItsEndAfterARestart() throws Exception {
    String many = users("north", 0, 5_000, "Ann ") + users("south", 5_000, 5_030, "Bob ");
    run.zip("drop/2.zip", set(BULK, many, "o1"));
    run.untilHeld();
    decide(Set.of(held(run)), Set.of());
    List<SourceRecord> first = run.poll();
    run.committedUpTo(first.get(first.size() - 1));
    // The approval is gone, and the set would be held if it were looked at again.
    decide(Set.of(), Set.of());

    List<SourceRecord> rest = run.untilDone();

    assertThat(Taken.rows(first, USERS).size() + Taken.rows(rest, USERS).size()).isEqualTo(5_030);
    assertThat(Taken.markers(rest, USERS)).containsExactly(0);
  }

  @Test
  void anArchivedSetThatCannotBeReadHoldsTheNextOneUntilSomebodyDecides() throws Exception {
    try (var archived = Files.walk(folder.resolve("drop.archive/taken"))) {
      Path one = archived.filter(Files::isRegularFile).findFirst().orElseThrow();
      Files.writeString(one, "no zip");
    }
    run.zip("drop/2.zip", set(BULK, good() + users("south", 130, 132, "Eve "), "o2"));

    List<SourceRecord> records = run.untilHeld();

    assertThat(run.progress())
        .contains("2.zip: cannot be compared with the sets in")
        .contains("(ZipException); it is tried again, or approve or discard it");
    assertThat(Taken.rows(records, USERS)).isEmpty();
    assertThat(Taken.rows(records, OPTOUTS)).hasSize(1);

    decide(Set.of(held(run) + "@2026-12-01T07:00:00Z"), Set.of());

    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(132);
  }

  /** An id stands for contents, whatever names they have. */
  @Test
  void theSameContentsUnderTwoNamesAreDecidedAboutOnce() throws Exception {
    run.zip("drop/2.zip", set(BULK, users("north", 0, 10, "Ann "), "o1"));
    run.untilHeld();
    run.zip("drop/3.zip", set(BULK, users("north", 0, 10, "Ann "), "o1"));

    run.untilTold(text -> text.contains("3.zip"));

    assertThat(run.progress()).contains("2.zip: users.csv", "3.zip: users.csv");
    assertThat(run.progress().split("\"id\":\"" + held(run), -1)).hasSize(2);
    decide(Set.of(), Set.of(held(run)));
    run.untilDone();
    assertThat(folder.resolve("drop")).isEmptyDirectory();
  }
}
