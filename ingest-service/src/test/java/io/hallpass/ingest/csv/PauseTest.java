package io.hallpass.ingest.csv;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PauseTest {
  private static final String USERS = "everett.raw.sis.users";
  private static final String OPTOUTS = "everett.raw.sis.optouts";

  @TempDir private Path folder;
  private PauseWindow window;

  @BeforeEach
  void window() {
    LocalDate today = CsvRun.TODAY;
    window = new PauseWindow(today.minusDays(1), today.plusDays(10));
  }

  private CsvSourceSettings settings(String path) {
    CsvSourceSettings settings =
        CsvSourceSettings.of(
                "everett",
                "sis",
                2,
                folder.resolve(path).toString(),
                CsvSourceSettings.Format.oneRoster("1.2"),
                List.of(
                    new CsvResource("users", "users.csv", List.of("sourcedId"), List.of("name")),
                    new CsvResource("optouts", "optouts.csv", List.of("id"), List.of("who"))))
            .withTimes(10, 0);
    FileSetSettings files =
        settings
            .files()
            .withPauses(List.of(window), ZoneOffset.UTC)
            .withConsents(new Consents(Set.of("optouts"), Set.of("optouts")));
    return settings.withFiles(
        path.equals("drop")
            ? files.withDrop(new DropFolder("*.zip", DropFolder.Order.NAME))
            : files);
  }

  private CsvRun run(String path) throws Exception {
    Files.createDirectories(folder.resolve("drop"));
    return new CsvRun(folder, settings(path), new Kept("", 5));
  }

  private static Map<String, String> set(String mode, String name, String optout) {
    Map<String, String> modes = new LinkedHashMap<>();
    modes.put("users", mode);
    modes.put("optouts", optout.isEmpty() ? "absent" : "bulk");
    return Zips.oneRoster(
        modes,
        Map.of(
            "users.csv",
            "sourcedId,status,name\ns1,," + name + "\n",
            "optouts.csv",
            "id,who\no1," + optout + "\n"));
  }

  private static long days(int days) {
    return Duration.ofDays(days).toMillis();
  }

  @Test
  void aSetInAFixedPathIsHeldUntilThePauseEndsButItsConsentsAreNot() throws Exception {
    CsvRun run = run("roster.zip");
    run.zip("roster.zip", set("bulk", "Ann", "s1"));

    List<SourceRecord> held = run.untilHeld();

    assertThat(run.progress()).contains("paused until " + window.until());
    assertThat(Taken.rows(held, USERS)).isEmpty();
    assertThat(Taken.markers(held, USERS)).isEmpty();
    assertThat(Taken.rows(held, OPTOUTS)).hasSize(1);
    assertThat(Taken.markers(held, OPTOUTS)).containsExactly(0, 1);
    run.later(days(9));
    assertThat(run.polls(3)).isEmpty();
    run.later(days(1));
    List<SourceRecord> after = run.untilDone();
    assertThat(Taken.rows(after, USERS)).hasSize(1);
    assertThat(Taken.position(after.get(0))).isGreaterThan(Taken.position(held.get(0)));
  }

  @Test
  void ofSetsThatCameInAPauseTheNewestIsTakenAndTheOthersArePutAside() throws Exception {
    CsvRun run = run("drop");
    run.zip("drop/1.zip", set("bulk", "One", ""));
    run.zip("drop/2.zip", set("bulk", "Two", ""));
    run.untilTold(text -> text.contains("2.zip: paused"));
    run.restart();
    run.zip("drop/3.zip", set("bulk", "Three", ""));
    run.untilTold(text -> text.contains("3.zip: paused"));
    run.later(days(10));

    List<SourceRecord> records = run.untilTold(text -> text.contains("\"rows\":1"));
    run.polls(5);

    assertThat(Taken.rows(records, USERS)).hasSize(1).first().asString().contains("Three");
    assertThat(folder.resolve("drop")).isEmptyDirectory();
    assertThat(folder.resolve("drop.archive/aside"))
        .isDirectoryRecursivelyContaining("glob:**/1.zip");
    assertThat(folder.resolve("drop.archive/aside"))
        .isDirectoryRecursivelyContaining("glob:**/2.zip");
    assertThat(folder.resolve("drop.archive/taken"))
        .isDirectoryRecursivelyContaining("glob:**/3.zip");
  }

  @Test
  void aDeltaReplacesNothingSoAllFromTheNewestWholeSetOnAreTaken() throws Exception {
    CsvRun run = run("drop");
    run.zip("drop/1.zip", set("bulk", "One", ""));
    run.zip("drop/2.zip", set("bulk", "Two", ""));
    run.zip("drop/3.zip", set("delta", "Three", ""));
    run.untilTold(text -> text.contains("3.zip: paused"));
    run.later(days(10));

    List<SourceRecord> two = run.untilTold(text -> text.contains("\"rows\":1"));
    List<SourceRecord> three = run.untilDone();

    assertThat(Taken.rows(two, USERS)).first().asString().contains("Two");
    assertThat(Taken.rows(three, USERS)).first().asString().contains("Three");
  }

  @Test
  void setsThatDidNotComeInAPauseAreTakenOneAfterTheOther() throws Exception {
    window = new PauseWindow(window.until(), window.until().plusDays(1));
    CsvRun run = run("drop");
    run.zip("drop/1.zip", set("bulk", "One", ""));
    run.zip("drop/2.zip", set("bulk", "Two", ""));

    assertThat(Taken.rows(run.untilDone(), USERS)).first().asString().contains("One");
    assertThat(Taken.rows(run.untilDone(), USERS)).first().asString().contains("Two");
  }

  @Test
  void consentsOfEachHeldSetAreSentOnceInTheirOrder() throws Exception {
    CsvRun run = run("drop");
    run.zip("drop/1.zip", set("bulk", "One", "s1"));
    run.zip("drop/2.zip", set("bulk", "Two", "s2"));

    List<SourceRecord> held = run.untilTold(text -> text.contains("2.zip: paused"));
    run.restart();
    held.addAll(run.polls(10));

    assertThat(Taken.rows(held, USERS)).isEmpty();
    assertThat(Taken.rows(held, OPTOUTS))
        .hasSize(2)
        .satisfiesExactly(
            row -> assertThat(row).contains("\"s1\""), row -> assertThat(row).contains("\"s2\""));
  }

  @Test
  void whetherAHeldSetThatComesOnceMoreUnderALaterNameIsTheLastWordIsNotKnown() throws Exception {
    CsvRun run = run("drop");
    run.zip("drop/1.zip", set("bulk", "One", "s1"));
    run.zip("drop/2.zip", set("bulk", "Two", "s2"));
    List<SourceRecord> held = run.untilTold(text -> text.contains("2.zip: paused"));
    held.addAll(run.polls(10));
    assertThat(Taken.incompleteMarkers(held, OPTOUTS)).isEmpty();
    run.zip("drop/3.zip", set("bulk", "One", "s1"));

    List<SourceRecord> again = run.untilTold(text -> text.contains("3.zip: paused"));
    again.addAll(run.polls(10));

    assertThat(Taken.rows(again, OPTOUTS)).isEmpty();
    assertThat(Taken.incompleteMarkers(again, OPTOUTS)).containsExactly(0, 1);
  }

  @Test
  void anApprovedSetIsTakenInThePause() throws Exception {
    CsvRun run = run("drop");
    run.zip("drop/1.zip", set("bulk", "One", ""));
    run.untilHeld();
    Matcher id = Pattern.compile("\"id\":\"(\\w+)\"").matcher(run.progress());
    assertThat(id.find()).isTrue();
    CsvSourceSettings settings = settings("drop");
    run.reconfigure(
        settings.withFiles(
            settings.files().withDecisions(new Decisions(Set.of(id.group(1)), Set.of()))));

    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(1);
  }
}
