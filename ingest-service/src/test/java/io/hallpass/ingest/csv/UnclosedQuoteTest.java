package io.hallpass.ingest.csv;

import static io.hallpass.ingest.csv.Rosters.BULK;
import static io.hallpass.ingest.csv.Rosters.OPTOUTS;
import static io.hallpass.ingest.csv.Rosters.USERS;
import static io.hallpass.ingest.csv.Rosters.good;
import static io.hallpass.ingest.csv.Rosters.held;
import static io.hallpass.ingest.csv.Rosters.modes;
import static io.hallpass.ingest.csv.Rosters.rows;
import static io.hallpass.ingest.csv.Rosters.set;
import static io.hallpass.ingest.csv.Rosters.users;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.fileset.FileSetSettings.Decisions;
import io.hallpass.ingest.fileset.FileSetSettings.Kept;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody can tell where the next row begins: nothing of the set is sent. */
class UnclosedQuoteTest {
  private static final String WHY = "the quote is not closed; what follows cannot be read";

  @TempDir private Path folder;
  private CsvRun run;

  @BeforeEach
  void start() throws Exception {
    Files.createDirectory(folder.resolve("drop"));
    run = new CsvRun(folder, Rosters.settings(folder, Rosters.INTAKE, Decisions.NONE), Kept.LAST);
  }

  private void decide(Set<String> approved, Set<String> discarded) {
    run.reconfigure(Rosters.settings(folder, Rosters.INTAKE, new Decisions(approved, discarded)));
  }

  private void taken(String zip, Map<String, String> files) throws Exception {
    run.zip(zip, files);
    run.untilDone();
    run.polls(3);
  }

  private static Map<String, String> brokenDelta() {
    String rows = rows("north", 0, 1, "active", "Ann ") + "u1,active,\"CANARY,north\n";
    return set(modes("delta"), rows + rows("north", 2, 10, "tobedeleted", "Ann "), "o2");
  }

  @Test
  void theFirstSetIsHeldAndAMendedOneIsTaken() throws Exception {
    run.zip("drop/1.zip", set(BULK, good().replace("Ann 10,", "\"CANARY,"), "o1"));

    List<SourceRecord> records = run.untilHeld();

    assertThat(run.progress())
        .contains("\"held\":[\"1.zip: users.csv:12: " + WHY + "\",\"1.zip: nobody can tell")
        .contains("\"approvable\":false")
        .doesNotContain("CANARY");
    assertThat(Taken.rows(records, USERS)).isEmpty();
    assertThat(Taken.rejects(records)).isEmpty();

    run.zip("drop/1.zip", set(BULK, good(), "o1"));

    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(130);
  }

  @Test
  void aDeltaIsHeldThoughFewOfItsRowsCanBeRead() throws Exception {
    taken("drop/1.zip", set(BULK, good(), "o1"));
    run.zip("drop/2.zip", brokenDelta());

    List<SourceRecord> records = run.untilHeld();

    assertThat(run.progress()).contains("2.zip: users.csv:3: " + WHY);
    assertThat(Taken.rows(records, USERS)).isEmpty();
  }

  @Test
  void itIsNotTakenWhateverAnOperatorDecidesAboutItsPlace() throws Exception {
    taken("drop/1.zip", set(BULK, good(), "o1"));
    taken("drop/3.zip", set(BULK, good() + users("south", 130, 132, "Eve "), "o1"));
    run.zip("drop/2.zip", brokenDelta());
    run.untilTold(text -> text.contains("2.zip: late"));
    decide(Set.of(held(run)), Set.of());

    List<SourceRecord> records = run.untilTold(text -> text.contains("users.csv:3: " + WHY));

    assertThat(Taken.rows(records, USERS)).isEmpty();
    assertThat(folder.resolve("drop/2.zip")).exists();
  }

  @Test
  void itCanBePutAside() throws Exception {
    run.zip("drop/1.zip", brokenDelta());
    run.untilHeld();
    decide(Set.of(), Set.of(held(run)));

    run.untilDone();

    assertThat(folder.resolve("drop")).isEmptyDirectory();
  }

  @Test
  void whatParentsDecidedIsSentAsFarAsItCanBeReadAndTheRestIsInDoubt() throws Exception {
    taken("drop/1.zip", set(BULK, good(), "o1"));
    run.zip("drop/2.zip", set(BULK, good(), "o2,s2\no3,\"s3\no4,s4\no5"));

    List<SourceRecord> records = run.untilHeld();

    assertThat(run.progress()).contains("2.zip: optouts.csv:3: " + WHY);
    assertThat(Taken.rows(records, OPTOUTS)).singleElement().asString().contains("o2");
    assertThat(Taken.rejects(records))
        .containsExactly("UNREADABLE_ROW  optouts optouts.csv:3 null");
    assertThat(Taken.incompleteMarkers(records, OPTOUTS)).containsExactly(0);
    assertThat(Taken.rows(records, USERS)).isEmpty();
  }
}
