package io.hallpass.ingest.csv;

import static io.hallpass.ingest.csv.Rosters.BULK;
import static io.hallpass.ingest.csv.Rosters.OPTOUTS;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of what several sets say of a consent, that of the last in their order stands. */
class OrderedConsentsTest {
  private static final String FEW = users("north", 0, 50, "Ann ");

  @TempDir private Path folder;
  private final List<SourceRecord> all = new ArrayList<>();

  @BeforeEach
  void drop() throws Exception {
    Files.createDirectory(folder.resolve("drop"));
  }

  private static Map<String, String> form(String users, String says) {
    Map<String, String> files = new LinkedHashMap<>(set(BULK, users, "x"));
    files.put("optouts.csv", "id,who\no1," + says + "\n");
    return files;
  }

  private CsvSourceSettings settings(List<PauseWindow> pauses, String... approved) {
    CsvSourceSettings settings =
        Rosters.settings(folder, Rosters.INTAKE, new Decisions(Set.of(approved), Set.of()));
    return settings.withFiles(settings.files().withPauses(pauses, ZoneOffset.UTC));
  }

  private CsvRun firstGrants(List<PauseWindow> pauses) throws Exception {
    CsvRun run = new CsvRun(folder, settings(pauses), Kept.LAST);
    run.zip("drop/1.zip", form(good(), "GRANT"));
    all.addAll(run.untilDone());
    all.addAll(run.polls(5));
    return run;
  }

  private void assertDenied() {
    Landing landing = new Landing(OPTOUTS);
    all.forEach(landing::take);
    assertThat(landing.rows().values()).singleElement().asString().contains("DENY");
    assertThat(Taken.incompleteMarkers(all, OPTOUTS)).isEmpty();
  }

  @Test
  void aDenialOfAHeldSetStaysWhenAnOlderOneIsTakenAfterThePause() throws Exception {
    LocalDate today = CsvRun.TODAY;
    CsvRun run = firstGrants(List.of(new PauseWindow(today.plusDays(1), today.plusDays(10))));
    run.later(Duration.ofDays(3).toMillis());
    run.zip("drop/2.zip", form(good() + users("north", 130, 131, "New "), "GRANT"));
    all.addAll(run.untilTold(text -> text.contains("2.zip: paused")));
    run.zip("drop/3.zip", form(FEW, "DENY"));
    all.addAll(run.untilTold(text -> text.contains("3.zip: paused")));
    assertDenied();
    run.later(Duration.ofDays(10).toMillis());

    all.addAll(run.untilTold(text -> text.contains("\"rows\":131")));
    all.addAll(run.polls(50));

    assertThat(run.progress()).contains("3.zip: users.csv");
    assertDenied();
  }

  @Test
  void aDenialOfAHeldSetStaysWhenAnOlderHeldOneIsApproved() throws Exception {
    CsvRun run = firstGrants(List.of());
    run.zip("drop/2.zip", form(users("north", 0, 100, "Ann "), "GRANT"));
    all.addAll(run.untilHeld());
    String two = held(run);
    run.zip("drop/3.zip", form(FEW, "DENY"));
    all.addAll(run.untilTold(text -> text.contains("3.zip: users.csv")));
    all.addAll(run.polls(10));
    assertDenied();
    run.reconfigure(settings(List.of(), two));

    all.addAll(run.untilTold(text -> text.contains("\"rows\":100")));
    all.addAll(run.polls(100));

    assertThat(run.progress()).contains("3.zip: users.csv");
    assertDenied();
  }

  @Test
  void aDenialOfAHeldSetStaysWhenAnOlderOneComesAndIsHeld() throws Exception {
    CsvRun run = firstGrants(List.of());
    run.zip("drop/3.zip", form(FEW, "DENY"));
    all.addAll(run.untilHeld());
    run.zip("drop/2.zip", form(users("north", 0, 40, "Ann "), "GRANT"));

    all.addAll(run.untilTold(text -> text.contains("2.zip: users.csv")));
    all.addAll(run.polls(20));

    assertDenied();
  }

  @Test
  void ofTwoLateSetsTheLaterOnesDenialStands() throws Exception {
    CsvRun run = firstGrants(List.of());
    run.zip("drop/4.zip", set(Rosters.modes("absent"), good(), "o2"));
    all.addAll(run.untilDone());
    all.addAll(run.polls(5));
    run.zip("drop/3.zip", form(FEW, "DENY"));
    List<SourceRecord> late = run.untilTold(text -> text.contains("3.zip: late"));
    run.zip("drop/2.zip", form(users("north", 0, 40, "Ann "), "GRANT"));

    List<SourceRecord> later = run.untilTold(text -> text.contains("2.zip: late"));

    assertThat(position(later)).isLessThan(position(late));
  }

  @Test
  void whatWasSaidOfADiscardedSetBoundsNoneThatComesAfterIt() throws Exception {
    CsvRun run = firstGrants(List.of());
    run.zip("drop/9.zip", form(FEW, "DENY"));
    List<SourceRecord> odd = run.untilHeld();
    run.reconfigure(
        Rosters.settings(folder, Rosters.INTAKE, new Decisions(Set.of(), Set.of(held(run)))));
    run.polls(50);
    run.zip("drop/2.zip", form(good() + users("north", 130, 131, "New "), "GRANT"));

    List<SourceRecord> next = run.untilDone();

    assertThat(folder.resolve("drop/9.zip")).doesNotExist();
    assertThat(position(next)).isGreaterThan(position(odd));
  }

  private static long position(List<SourceRecord> records) {
    return records.stream()
        .filter(record -> record.topic().equals(OPTOUTS) && !Taken.marker(record))
        .mapToLong(Taken::position)
        .findFirst()
        .orElseThrow();
  }
}
