package io.hallpass.ingest.csv;

import static io.hallpass.ingest.csv.Rosters.BULK;
import static io.hallpass.ingest.csv.Rosters.USERS;
import static io.hallpass.ingest.csv.Rosters.good;
import static io.hallpass.ingest.csv.Rosters.held;
import static io.hallpass.ingest.csv.Rosters.set;
import static io.hallpass.ingest.csv.Rosters.users;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.fileset.FileSetSettings.Decisions;
import io.hallpass.ingest.fileset.FileSetSettings.Kept;
import io.hallpass.ingest.fileset.PauseWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set of which a part was sent goes to its end, whatever is decided meanwhile. */
class HalfSentSetTest {
  @TempDir private Path folder;

  @BeforeEach
  void drop() throws Exception {
    Files.createDirectory(folder.resolve("drop"));
  }

  private CsvSourceSettings settings(Decisions decisions) {
    return Rosters.settings(folder, Rosters.INTAKE, decisions);
  }

  private static String many(String name) {
    return users("north", 0, 3_000, name) + users("south", 3_000, 5_000, name);
  }

  /** What is sent before the worker ends. */
  private static List<SourceRecord> part(CsvRun run) throws Exception {
    List<SourceRecord> first = run.poll();
    run.committedUpTo(first.get(first.size() - 1));
    assertThat(Taken.rows(first, USERS)).isNotEmpty();
    return first;
  }

  private static void assertAllSent(List<SourceRecord> first, List<SourceRecord> rest) {
    assertThat(Taken.rows(first, USERS).size() + Taken.rows(rest, USERS).size()).isEqualTo(5_000);
    assertThat(Taken.markers(rest, USERS)).containsExactly(0);
  }

  @Test
  void isTakenToItsEndThoughAPauseBegan() throws Exception {
    LocalDate today = CsvRun.TODAY;
    PauseWindow pause = new PauseWindow(today.plusDays(1), today.plusDays(10));
    CsvSourceSettings settings = settings(Decisions.NONE);
    CsvRun run =
        new CsvRun(
            folder,
            settings.withFiles(settings.files().withPauses(List.of(pause), ZoneOffset.UTC)),
            Kept.LAST);
    run.zip("drop/1.zip", set(BULK, many("Ann "), "o1"));
    List<SourceRecord> first = part(run);
    run.later(Duration.ofDays(2).toMillis());
    run.restart();

    List<SourceRecord> rest = run.polls(100);

    assertAllSent(first, rest);
  }

  private CsvRun halfOfAnApprovedSet() throws Exception {
    CsvRun run = new CsvRun(folder, settings(Decisions.NONE), Kept.LAST);
    run.zip("drop/1.zip", set(BULK, good(), "o1"));
    run.untilDone();
    run.polls(5);
    run.zip("drop/3.zip", set(BULK, many("New "), "o1"));
    run.untilHeld();
    run.reconfigure(settings(new Decisions(Set.of(held(run)), Set.of())));
    return run;
  }

  @Test
  void isNotDiscardedAndStaysTheOneToCompareWith() throws Exception {
    CsvRun run = halfOfAnApprovedSet();
    String id = held(run);
    List<SourceRecord> first = part(run);
    run.reconfigure(settings(new Decisions(Set.of(), Set.of(id))));

    List<SourceRecord> rest = run.polls(100);

    assertAllSent(first, rest);
    run.polls(5);
    assertThat(folder.resolve("drop.archive/taken"))
        .isDirectoryRecursivelyContaining("glob:**/3.zip");
  }

  @Test
  void isTakenBeforeOneThatCameMeanwhileAndBelongsBeforeIt() throws Exception {
    CsvRun run = halfOfAnApprovedSet();
    List<SourceRecord> first = part(run);
    run.zip("drop/2.zip", set(BULK, good() + users("south", 130, 131, "Eve "), "o1"));
    run.restart();

    List<SourceRecord> rest = run.untilDone();

    assertAllSent(first, rest);
    run.untilTold(text -> text.contains("2.zip: late"));
  }
}
