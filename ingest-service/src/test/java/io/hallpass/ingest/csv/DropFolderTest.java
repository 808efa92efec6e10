package io.hallpass.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.fileset.DropFolder;
import io.hallpass.ingest.fileset.FileSetSettings.Decisions;
import io.hallpass.ingest.fileset.FileSetSettings.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropFolderTest {
  private static final String USERS = "everett.raw.sis.users";

  @TempDir private Path folder;

  private CsvSourceSettings settings(DropFolder.Order order) {
    return settings(folder, order);
  }

  private static CsvSourceSettings settings(Path folder, DropFolder.Order order) {
    CsvSourceSettings settings =
        CsvSourceSettings.of(
                "everett",
                "sis",
                2,
                folder.resolve("drop").toString(),
                CsvSourceSettings.Format.PLAIN,
                List.of(
                    new CsvResource(
                        "users", "users.csv", List.of("sourcedId"), List.of("givenName"))))
            .withTimes(10, 0);
    return settings.withFiles(settings.files().withDrop(new DropFolder("*", order)));
  }

  private CsvRun run() throws IOException {
    return run(settings(DropFolder.Order.NAME), 5);
  }

  private CsvRun run(CsvSourceSettings settings, int keep) throws IOException {
    Files.createDirectory(folder.resolve("drop"));
    return new CsvRun(folder, settings, new Kept("", keep));
  }

  private void decide(CsvRun run, Decisions decisions) {
    CsvSourceSettings settings = settings(DropFolder.Order.NAME);
    run.reconfigure(settings.withFiles(settings.files().withDecisions(decisions)));
  }

  private static void drop(CsvRun run, String name, String... users) throws Exception {
    run.zip("drop/" + name, Map.of("x/users.csv", csv(users)));
  }

  private static String csv(String... users) {
    return "sourcedId,givenName\n" + String.join("\n", users) + "\n";
  }

  /** The names of archived sets, the oldest first. */
  private List<String> archived(String kind) throws IOException {
    Path shelf = folder.resolve("drop.archive").resolve(kind);
    if (Files.notExists(shelf)) {
      return List.of();
    }
    try (Stream<Path> sets = Files.walk(shelf, 2)) {
      return sets.filter(
              set -> shelf.relativize(set).getNameCount() == 2 && !set.endsWith(".written"))
          .sorted()
          .map(set -> set.getFileName().toString())
          .toList();
    }
  }

  /** The id of the set about which an operator is asked. */
  private static String asked(CsvRun run) {
    Matcher id = Pattern.compile("\"id\":\"(\\w+)\"").matcher(run.progress());
    assertThat(id.find()).as(run.progress()).isTrue();
    return id.group(1);
  }

  private List<String> left() throws IOException {
    try (Stream<Path> sets = Files.list(folder.resolve("drop"))) {
      return sets.map(set -> set.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void setsAreTakenByNameAndMovedToTheArchive() throws Exception {
    CsvRun run = run();
    drop(run, "roster-10.zip", "s1,Ten");
    drop(run, "roster-9.zip", "s1,Nine", "s2,Bo");

    List<SourceRecord> first = run.untilDone();
    List<SourceRecord> second = run.untilDone();
    run.polls(3);

    assertThat(Taken.rows(first, USERS)).hasSize(2).first().asString().contains("Nine");
    assertThat(Taken.rows(second, USERS)).hasSize(1).first().asString().contains("Ten");
    assertThat(Taken.markers(first, USERS)).containsExactly(0, 1);
    assertThat(Taken.position(second.get(0))).isGreaterThan(Taken.position(first.get(0)));
    assertThat(left()).isEmpty();
    assertThat(archived("taken")).containsExactly("roster-9.zip", "roster-10.zip");
  }

  @Test
  void theFirstTwoSetsThatEverCameAreComparedWithEachOther() throws Exception {
    for (int keep : List.of(1, 5)) {
      Path each = Files.createDirectory(folder.resolve("keep-" + keep));
      Files.createDirectory(each.resolve("drop"));
      CsvRun run = new CsvRun(each, settings(each, DropFolder.Order.NAME), new Kept("", keep));
      run.zip("drop/1.zip", Map.of("users.csv", CsvRun.numbered(1_000)));
      run.zip("drop/2.zip", Map.of("users.csv", CsvRun.numbered(100)));

      List<SourceRecord> records = run.untilDone();
      records.addAll(run.untilHeld());

      assertThat(run.progress()).contains("2.zip: users.csv: 900 of 1,000 rows are gone");
      assertThat(Taken.rows(records, USERS)).hasSize(1_000);
    }
  }

  @Test
  void theArchiveIsItsOwnersAloneAndKeepsAsManySetsAsItIsTold() throws Exception {
    CsvRun run = run(settings(DropFolder.Order.NAME), 2);
    for (int i = 1; i <= 3; i++) {
      drop(run, "roster-" + i + ".zip", "s1,Name " + i);
      run.untilDone();
    }
    run.polls(3);

    assertThat(archived("taken")).containsExactly("roster-2.zip", "roster-3.zip");
    try (Stream<Path> all = Files.walk(folder.resolve("drop.archive"))) {
      for (Path one : all.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
            .as(one.toString())
            .isEqualTo(Files.isDirectory(one) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void whereNothingIsKeptASetIsDeletedOnceItWasTaken() throws Exception {
    CsvRun run = run(settings(DropFolder.Order.NAME), 0);
    drop(run, "roster.zip", "s1,Ann");
    run.untilDone();

    run.polls(3);

    assertThat(left()).isEmpty();
    assertThat(folder.resolve("drop.archive")).doesNotExist();
  }

  @Test
  void aSetStaysUntilItsRowsAreCommittedAlsoAcrossARestart() throws Exception {
    CsvRun run = run();
    drop(run, "roster.zip", "s1,Ann");
    List<SourceRecord> read = run.poll();
    run.pollsWithoutCommit(3);
    assertThat(left()).containsExactly("roster.zip");
    read.forEach(run::committedUpTo);
    run.restart();

    List<SourceRecord> again = run.polls(3);

    assertThat(Taken.rows(again, USERS)).isEmpty();
    assertThat(archived("taken")).containsExactly("roster.zip");
  }

  @Test
  void aLateSetIsHeldAndWhenApprovedWhatLandedSinceWins() throws Exception {
    CsvRun run = run();
    drop(run, "roster-2.zip", "s1,Two");
    long two = Taken.position(run.untilDone().get(0));
    drop(run, "roster-1.zip", "s1,One", "s9,Late");
    List<SourceRecord> held = run.untilHeld();
    assertThat(Taken.rows(held, USERS)).isEmpty();
    assertThat(run.progress())
        .contains("roster-1.zip: late: a later set was taken before it")
        .contains("\"approvable\":true");
    decide(run, new Decisions(Set.of(asked(run)), Set.of()));

    List<SourceRecord> records = run.untilDone();
    run.polls(3);

    assertThat(Taken.rows(records, USERS)).hasSize(2);
    assertThat(records.stream().filter(r -> r.topic().equals(USERS) && !Taken.marker(r)))
        .allMatch(row -> Taken.position(row) < two);
    // What only the late set has is gone since the later one, which was whole.
    assertThat(records.stream().filter(Taken::marker).map(Taken::position).distinct())
        .contains(two);
    assertThat(archived("taken")).contains("roster-1.zip", "roster-2.zip");
  }

  @Test
  void aSetAfterAnApprovedLateOneIsLaterThanAll() throws Exception {
    CsvRun run = run();
    drop(run, "roster-2.zip", "s1,Two");
    long two = Taken.position(run.untilDone().get(0));
    drop(run, "roster-1.zip", "s1,One");
    run.untilHeld();
    decide(run, new Decisions(Set.of(asked(run)), Set.of()));
    run.untilDone();
    drop(run, "roster-3.zip", "s1,Three");

    List<SourceRecord> records = run.untilDone();

    assertThat(Taken.position(records.get(0))).isGreaterThan(two);
  }

  @Test
  void aDiscardedSetIsPutAsideAndNothingOfItIsSent() throws Exception {
    CsvRun run = run();
    drop(run, "roster-2.zip", "s1,Two");
    run.untilDone();
    drop(run, "roster-1.zip", "s1,One");
    run.untilHeld();
    decide(run, new Decisions(Set.of(), Set.of(asked(run))));

    List<SourceRecord> records = run.untilDone();

    assertThat(Taken.rows(records, USERS)).isEmpty();
    assertThat(left()).isEmpty();
    assertThat(archived("aside")).containsExactly("roster-1.zip");
    assertThat(run.progress()).doesNotContain("held", "decide");
  }

  @Test
  void theSameContentsUnderALaterNameAreNotSentAgainButKeepTheirPlace() throws Exception {
    CsvRun run = run();
    drop(run, "roster-1.zip", "s1,Ann");
    run.untilDone();
    drop(run, "roster-3.zip", "s1,Ann");
    assertThat(run.polls(5)).isEmpty();
    assertThat(left()).isEmpty();
    drop(run, "roster-2.zip", "s1,Anna");

    run.untilHeld();

    assertThat(run.progress()).contains("roster-2.zip: late");
  }

  @Test
  void contentsThatOthersHaveFollowedAreHeldAndOldOnesUnderTheirOldNameAreNot() throws Exception {
    CsvRun run = run();
    drop(run, "roster-1.zip", "s1,Ann");
    run.untilDone();
    drop(run, "roster-2.zip", "s1,Anna");
    run.untilDone();
    drop(run, "roster-1.zip", "s1,Ann");
    assertThat(run.polls(5)).isEmpty();
    assertThat(left()).isEmpty();
    drop(run, "roster-3.zip", "s1,Ann");
    List<SourceRecord> held = run.untilHeld();
    assertThat(Taken.rows(held, USERS)).isEmpty();
    assertThat(run.progress()).contains("roster-3.zip: repeated: the same as set ");
    decide(run, new Decisions(Set.of(asked(run)), Set.of()));

    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(1);
  }

  @Test
  void aVendorWhoAlwaysTakesTheSameNameIsNeverLate() throws Exception {
    CsvRun run = run();
    drop(run, "roster.zip", "s1,Ann");
    run.untilDone();
    run.polls(3);
    drop(run, "roster.zip", "s1,Anna");

    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(1);
  }

  @Test
  void setsCanBeTakenByTheirTime() throws Exception {
    CsvRun run = run(settings(DropFolder.Order.TIME), 5);
    drop(run, "b.zip", "s1,Second");
    drop(run, "a.zip", "s1,First");
    run.age("drop/b.zip", Duration.ofHours(1));
    run.age("drop/a.zip", Duration.ofHours(2));

    assertThat(Taken.rows(run.untilDone(), USERS)).first().asString().contains("First");
    assertThat(Taken.rows(run.untilDone(), USERS)).first().asString().contains("Second");
  }

  @Test
  void aFolderIsASetAndHeldUntilAllItsFilesAreThere() throws Exception {
    CsvSourceSettings settings = settings(DropFolder.Order.NAME);
    settings =
        new CsvSourceSettings(
            settings.files(),
            List.of(
                new CsvResource("orgs", "orgs.csv", List.of("id"), List.of()),
                settings.resources().get(0)),
            settings.format(),
            Set.of());
    CsvRun run = run(settings, 5);
    run.write("drop/tonight/users.csv", csv("s1,Ann"));
    run.untilHeld();
    assertThat(run.progress()).contains("tonight: orgs.csv: is missing");
    run.write("drop/tonight/orgs.csv", "id\no1\n");

    List<SourceRecord> records = run.untilDone();
    run.polls(3);

    assertThat(Taken.rows(records, USERS)).hasSize(1);
    assertThat(archived("taken")).containsExactly("tonight");
  }

  @Test
  void aSetThatWillNotDoIsPassedByAndWhatIsNoSetIsNotLookedAt() throws Exception {
    CsvRun run = run();
    run.write("drop/readme.txt", "CANARY");
    run.write("drop/.roster-3.zip", "CANARY");
    run.write("drop/roster-4.zip.part", "CANARY");
    run.write("drop/roster-1.zip", "CANARY");
    drop(run, "roster-2.zip", "s1,Ann");

    List<SourceRecord> records = run.untilTold(text -> text.contains("\"rows\":1"));
    records.addAll(run.untilHeld());

    assertThat(run.progress())
        .contains("roster-1.zip: is neither a folder nor a readable zip")
        .contains("\"approvable\":false")
        .doesNotContain("CANARY");
    assertThat(Taken.rows(records, USERS)).hasSize(1);
    assertThat(left())
        .containsExactly(".roster-3.zip", "readme.txt", "roster-1.zip", "roster-4.zip.part");
  }

  @Test
  void aSetBehindOneThatIsStillWrittenWaits() throws Exception {
    CsvSourceSettings settings = settings(DropFolder.Order.NAME).withTimes(10, 60_000);
    CsvRun run = run(settings, 5);
    drop(run, "roster-2.zip", "s1,Two");
    run.polls(2);
    run.later(59_000);
    drop(run, "roster-1.zip", "s1,One");
    run.polls(2);
    run.later(30_000);
    assertThat(run.polls(5)).isEmpty();

    run.later(31_000);

    assertThat(Taken.rows(run.untilDone(), USERS)).first().asString().contains("One");
    assertThat(Taken.rows(run.untilDone(), USERS)).first().asString().contains("Two");
  }

  @Test
  void anArchiveThatCannotBeWrittenIsSaidAndSetsAreTakenAllTheSame() throws Exception {
    Files.writeString(folder.resolve("drop.archive"), "a file in the way");
    CsvRun run = run();
    drop(run, "roster-1.zip", "s1,One");
    run.untilDone();
    run.untilHeld();
    assertThat(run.progress()).contains("drop.archive cannot be written");
    drop(run, "roster-2.zip", "s1,Two");

    List<SourceRecord> records = run.untilTold(text -> text.contains("position"));

    assertThat(Taken.rows(records, USERS)).first().asString().contains("Two");
  }
}
