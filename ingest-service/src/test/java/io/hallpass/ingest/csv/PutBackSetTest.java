package io.hallpass.ingest.csv;

import static io.hallpass.ingest.csv.Rosters.held;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.fileset.FileSetSettings.Consents;
import io.hallpass.ingest.fileset.FileSetSettings.Decisions;
import io.hallpass.ingest.fileset.PauseWindow;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that was taken, and lies in its path again when another one was held. */
class PutBackSetTest {
  private static final String USERS = "everett.raw.sis.users";
  private static final String OPTOUTS = "everett.raw.sis.optouts";
  private static final String GOOD = "sourcedId,name,grade\ns1,Ann,3\n";
  private static final String OTHER = "sourcedId,name,grade\ns1,Ann,4\n";
  private static final String ANOTHER = "sourcedId,name,grade\ns1,Ann,5\n";
  private static final String BAD = "sourcedId,firstName\ns1,CANARY\n";
  private static final String YES = "id,who\no1,yes\n";
  private static final String NO = "id,who\no1,no\n";
  private static final String NEWER = "id,who\no1,no\no2,no\n";

  @TempDir private Path folder;
  private CsvRun run;

  private CsvSourceSettings settings(Set<String> approved, List<String> columns) {
    CsvSourceSettings settings =
        CsvSourceSettings.of(
                "everett",
                "sis",
                1,
                folder.resolve("set").toString(),
                CsvSourceSettings.Format.PLAIN,
                List.of(
                    new CsvResource("users", "users.csv", List.of("sourcedId"), columns),
                    new CsvResource("optouts", "optouts.csv", List.of("id"), List.of("who"))))
            .withTimes(10, 0);
    return settings.withFiles(
        settings
            .files()
            .withConsents(new Consents(Set.of("optouts"), Set.of("optouts")))
            .withDecisions(new Decisions(approved, Set.of())));
  }

  private CsvSourceSettings approving(String... approved) {
    return settings(Set.of(approved), List.of("name"));
  }

  private void write(String users, String optouts) throws Exception {
    run.write("set/users.csv", users);
    run.write("set/optouts.csv", optouts);
  }

  private List<SourceRecord> untilRepeated() throws Exception {
    return run.untilTold(text -> text.contains("repeated: the same as set "));
  }

  @BeforeEach
  void taken() throws Exception {
    run = new CsvRun(folder, approving());
    write(GOOD, YES);
    run.untilDone();
    run.polls(3);
  }

  @Test
  void aDenialOfAHeldFileIsNotTakenBackByTheFileBeforeIt() throws Exception {
    write(BAD, NO);
    assertThat(Taken.rows(run.untilHeld(), OPTOUTS)).singleElement().asString().contains("no");
    write(GOOD, YES);

    List<SourceRecord> back = untilRepeated();
    run.restart();
    back.addAll(run.polls(5));

    assertThat(Taken.rows(back, OPTOUTS)).isEmpty();
    assertThat(Taken.markers(back, OPTOUTS)).isEmpty();
    assertThat(Taken.incompleteMarkers(back, OPTOUTS)).containsExactly(0);
  }

  @Test
  void whereAHeldFileSaidNothingElseOfConsentsThereIsNothingToDecide() throws Exception {
    write(BAD, YES);
    run.untilHeld();
    write(GOOD, YES);

    assertTakenAgain();
  }

  @Test
  void whetherItIsTheLastWordAnOperatorSays() throws Exception {
    write(BAD, NO);
    run.untilHeld();
    write(GOOD, YES);
    untilRepeated();
    run.reconfigure(approving(held(run) + "@2026-12-01T07:00:00Z"));

    List<SourceRecord> approved = run.untilDone();

    assertThat(Taken.rows(approved, OPTOUTS)).singleElement().asString().contains("yes");
    assertThat(Taken.markers(approved, OPTOUTS)).containsExactly(0);
    assertThat(run.polls(5)).isEmpty();
  }

  /** The held file's end opened the gate in between, whatever it says. */
  @ParameterizedTest
  @ValueSource(strings = {NEWER, YES})
  void thatItIsNotKnownIsSaidAgainBehindAnotherHeldFile(String between) throws Exception {
    write(BAD, NO);
    run.untilHeld();
    write(GOOD, YES);
    untilRepeated();
    write(BAD, between);
    run.untilTold(text -> text.contains("column 'name' is missing"));
    write(GOOD, YES);

    List<SourceRecord> back = untilRepeated();

    assertThat(Taken.rows(back, OPTOUTS)).isEmpty();
    assertThat(Taken.incompleteMarkers(back, OPTOUTS)).containsExactly(0);
  }

  /** From here on every set is held. */
  private void pause() {
    CsvSourceSettings settings = approving();
    LocalDate today = CsvRun.TODAY;
    PauseWindow window = new PauseWindow(today.minusDays(1), today.plusDays(10));
    run.reconfigure(
        settings.withFiles(settings.files().withPauses(List.of(window), ZoneOffset.UTC)));
  }

  private List<SourceRecord> untilPaused(String users, String optouts) throws Exception {
    write(users, optouts);
    List<SourceRecord> records = run.untilTold(text -> text.contains("paused until"));
    records.addAll(run.polls(5));
    return records;
  }

  @Test
  void whetherAHeldFileThatIsPutBackIsTheLastWordIsNotKnown() throws Exception {
    pause();
    untilPaused(OTHER, NO);
    untilPaused(ANOTHER, NEWER);

    List<SourceRecord> back = untilPaused(OTHER, NO);
    run.restart();
    back.addAll(run.polls(5));

    assertThat(Taken.rows(back, OPTOUTS)).isEmpty();
    assertThat(Taken.markers(back, OPTOUTS)).isEmpty();
    assertThat(Taken.incompleteMarkers(back, OPTOUTS)).containsExactly(0);
  }

  @Test
  void norWhereTheOneBehindItSaidWhatTheTakenOneSays() throws Exception {
    pause();
    untilPaused(OTHER, NO);
    assertThat(Taken.rows(untilPaused(ANOTHER, YES), OPTOUTS)).hasSize(1);

    assertThat(Taken.incompleteMarkers(untilPaused(OTHER, NO), OPTOUTS)).containsExactly(0);
  }

  @Test
  void whereNothingNewerCouldBeReadItIsReadOnceMoreSoThatTheGateOpens() throws Exception {
    pause();
    untilPaused(OTHER, NO);
    write(ANOTHER, "nonsense\n1\n");
    assertThat(Taken.incompleteMarkers(run.untilHeld(), OPTOUTS)).containsExactly(0);

    List<SourceRecord> back = untilPaused(OTHER, NO);

    assertThat(Taken.rows(back, OPTOUTS)).singleElement().asString().contains("no");
    assertThat(Taken.markers(back, OPTOUTS)).containsExactly(0);
  }

  @Test
  void aHeldFileThatSaysOfConsentsWhatTheTakenOneSaysIsNoNewWord() throws Exception {
    pause();
    untilPaused(OTHER, YES);
    write(GOOD, YES);
    assertTakenAgain();

    List<SourceRecord> back = untilPaused(OTHER, YES);

    assertThat(Taken.rows(back, OPTOUTS)).isEmpty();
    assertThat(Taken.incompleteMarkers(back, OPTOUTS)).isEmpty();
  }

  private void collect(String... columns) {
    run.reconfigure(settings(Set.of(), List.of(columns)));
  }

  private List<SourceRecord> assertTakenAgain() throws Exception {
    List<SourceRecord> records = run.untilTold(text -> text.contains("rows"));
    assertThat(run.progress()).doesNotContain("held");
    assertThat(Taken.rows(records, USERS)).hasSize(1);
    assertThat(Taken.markers(records, OPTOUTS)).containsExactly(0);
    return records;
  }

  @Test
  void anotherMappingThatIsTakenBackReadsTheSameFileEachTime() throws Exception {
    collect("name", "grade");
    assertThat(Taken.rows(assertTakenAgain(), USERS)).singleElement().asString().contains("grade");

    collect("name");

    assertThat(Taken.rows(assertTakenAgain(), USERS))
        .singleElement()
        .asString()
        .doesNotContain("grade");
    assertThat(run.polls(5)).isEmpty();
  }

  @Test
  void aMappingThatDidNotFitIsTakenBackWithoutADecision() throws Exception {
    collect("name", "height");
    assertThat(run.untilHeld()).isNotEmpty();

    collect("name");

    assertTakenAgain();
  }

  @Test
  void anotherMappingDoesNotLetAFileTakeBackADenialOfAHeldOne() throws Exception {
    write(BAD, NO);
    run.untilHeld();
    collect("name", "grade");
    run.untilHeld();
    write(GOOD, YES);

    assertThat(Taken.rows(untilRepeated(), OPTOUTS)).isEmpty();
  }

  @Test
  void anOlderFileIsRepeatedThoughItsMappingIsTakenBackWithIt() throws Exception {
    write(GOOD + "s2,Bo,4\n", NO);
    run.untilDone();
    collect("name", "grade");
    run.untilDone();
    write(GOOD, YES);
    collect("name");

    assertThat(Taken.rows(untilRepeated(), OPTOUTS)).isEmpty();
  }
}
