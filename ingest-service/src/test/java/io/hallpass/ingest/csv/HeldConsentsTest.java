package io.hallpass.ingest.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.fileset.DropFolder;
import io.hallpass.ingest.fileset.FileSetSettings;
import io.hallpass.ingest.fileset.FileSetSettings.Consents;
import io.hallpass.ingest.fileset.FileSetSettings.Kept;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldConsentsTest {
  private static final String USERS = "everett.raw.sis.users";
  private static final String OPTOUTS = "everett.raw.sis.optouts";
  private static final String GOOD = "sourcedId,name\ns1,Ann\n";
  private static final String BAD = "sourcedId,firstName\ns1,CANARY\n";

  @TempDir private Path folder;

  private CsvSourceSettings settings(String path, Consents consents) {
    CsvSourceSettings settings =
        CsvSourceSettings.of(
                "everett",
                "sis",
                2,
                folder.resolve(path).toString(),
                CsvSourceSettings.Format.PLAIN,
                List.of(
                    new CsvResource("users", "users.csv", List.of("sourcedId"), List.of("name")),
                    new CsvResource("optouts", "optouts.csv", List.of("id"), List.of("who"))))
            .withTimes(10, 0);
    return settings.withFiles(settings.files().withConsents(consents));
  }

  private CsvRun run() {
    Consents alone = new Consents(Set.of("optouts"), Set.of("optouts"));
    return new CsvRun(folder, settings("set", alone));
  }

  private static void write(CsvRun run, String users, String optouts) throws Exception {
    run.write("set/users.csv", users);
    run.write("set/optouts.csv", optouts);
  }

  @Test
  void whatParentsDecidedIsSentFromASetThatIsHeldForSomethingElse() throws Exception {
    CsvRun run = run();
    write(run, BAD, "id,who\no1,s1\n");

    List<SourceRecord> records = run.untilHeld();

    assertThat(run.progress()).contains("users.csv: column 'name' is missing");
    assertThat(Taken.rows(records, OPTOUTS))
        .containsExactly("{\"id\":\"o1\"}={\"id\":\"o1\",\"who\":\"s1\"}");
    assertThat(Taken.markers(records, OPTOUTS)).containsExactly(0, 1);
    assertThat(Taken.rows(records, USERS)).isEmpty();
    assertThat(Taken.markers(records, USERS)).isEmpty();
    assertThat(run.polls(5)).isEmpty();
  }

  /** Both files say what parents decided, and one of them will not do. */
  private static final Consents BOTH =
      new Consents(Set.of("users", "optouts"), Set.of("users", "optouts"));

  private static void assertOnlyOptOutsRead(List<SourceRecord> records) {
    assertThat(Taken.rows(records, OPTOUTS)).hasSize(1);
    assertThat(Taken.markers(records, OPTOUTS)).containsExactly(0, 1);
    assertThat(Taken.rows(records, USERS)).isEmpty();
    assertThat(Taken.markers(records, USERS)).isEmpty();
    assertThat(Taken.incompleteMarkers(records, USERS)).containsExactly(0, 1);
  }

  @Test
  void aDenialInAGoodFileDoesNotWaitForABadOne() throws Exception {
    CsvRun run = new CsvRun(folder, settings("set", BOTH));
    write(run, BAD, "id,who\no1,s1\n");

    List<SourceRecord> records = run.untilHeld();

    assertOnlyOptOutsRead(records);
    assertThat(run.polls(5)).isEmpty();
  }

  @Test
  void aDenialInAGoodFileOfAZipDoesNotWaitForADamagedOne() throws Exception {
    CsvRun run = new CsvRun(folder, settings("set.zip", BOTH));
    byte[] zip = Zips.stored(Map.of("users.csv", GOOD, "optouts.csv", "id,who\no1,s1\n"));
    run.write("set.zip", new String(zip, ISO_8859_1).replace("Ann", "Bob").getBytes(ISO_8859_1));

    List<SourceRecord> records = run.untilHeld();

    assertThat(run.progress()).contains("users.csv: is damaged in the zip");
    assertOnlyOptOutsRead(records);
  }

  @Test
  void whereTheyCannotBeReadThatIsSaidOnceSoThatTheGateCloses() throws Exception {
    CsvRun run = run();
    write(run, GOOD, "nonsense\n1\n");

    List<SourceRecord> records = run.untilHeld();
    run.restart();
    records.addAll(run.untilHeld());

    assertThat(Taken.rows(records, OPTOUTS)).isEmpty();
    assertThat(Taken.markers(records, OPTOUTS)).isEmpty();
    assertThat(Taken.incompleteMarkers(records, OPTOUTS)).containsExactly(0, 1);
    assertThat(Taken.rows(records, USERS)).isEmpty();
  }

  @Test
  void whenTheSetBeforeIsPutBackItIsReadAgainSoThatTheGateOpens() throws Exception {
    CsvRun run = run();
    write(run, GOOD, "id,who\no1,s1\n");
    run.untilDone();
    write(run, GOOD, "nonsense\n1\n");
    long doubt =
        run.untilHeld().stream().filter(Taken::marker).mapToLong(Taken::position).max().orElse(0);
    run.write("set/optouts.csv", "id,who\no1,s1\n");

    List<SourceRecord> records = run.untilDone();

    assertThat(Taken.markers(records, OPTOUTS)).containsExactly(0, 1);
    assertThat(Taken.position(records.get(0))).isGreaterThan(doubt);
    assertThat(run.polls(5)).isEmpty();
  }

  @Test
  void rejectedConsentsOfAHeldSetMakeItsEndAnIncompleteOne() throws Exception {
    CsvRun run = run();
    write(run, BAD, "id,who\no1,s1\n,s2\n");

    List<SourceRecord> records = run.untilHeld();

    assertThat(Taken.rows(records, OPTOUTS)).hasSize(1);
    assertThat(Taken.rejects(records)).hasSize(1);
    assertThat(Taken.incompleteMarkers(records, OPTOUTS)).containsExactly(0, 1);
  }

  @Test
  void aResourceThatHoldsOtherThingsTooIsNotEndedByAHeldSet() throws Exception {
    Consents beside = new Consents(Set.of("optouts"), Set.of());
    CsvRun run = new CsvRun(folder, settings("set", beside));
    write(run, BAD, "id,who\no1,s1\n");

    List<SourceRecord> records = run.untilHeld();

    assertThat(Taken.rows(records, OPTOUTS)).hasSize(1);
    assertThat(Taken.markers(records, OPTOUTS)).isEmpty();
    assertThat(Taken.incompleteMarkers(records, OPTOUTS)).isEmpty();
  }

  @Test
  void aMendedSetSendsThemOnceMoreWithAllElse() throws Exception {
    CsvRun run = run();
    write(run, BAD, "id,who\no1,s1\n");
    long held = Taken.position(run.untilHeld().get(0));
    run.write("set/users.csv", GOOD);

    List<SourceRecord> records = run.untilDone();

    assertThat(Taken.rows(records, OPTOUTS)).hasSize(1);
    assertThat(Taken.rows(records, USERS)).hasSize(1);
    assertThat(records.stream().filter(Taken::marker))
        .hasSize(4)
        .allMatch(marker -> Taken.position(marker) > held);
  }

  @Test
  void readingConsentsOfAHeldSetGoesOnAfterARestart() throws Exception {
    CsvRun run = run();
    StringBuilder optouts = new StringBuilder("id,who\n");
    for (int i = 0; i < 5_000; i++) {
      optouts.append('o').append(i).append(",s\n");
    }
    write(run, BAD, optouts.toString());
    List<SourceRecord> first = run.poll();
    run.committedUpTo(first.get(1_234));
    run.restart();

    List<SourceRecord> rest = run.untilHeld();

    assertThat(Taken.rows(rest, OPTOUTS)).hasSize(5_000 - 1_235);
    assertThat(Taken.position(rest.get(0))).isEqualTo(Taken.position(first.get(0)));
  }

  @Test
  void theConsentsOfALateSetDoNotOverrideLaterOnes() throws Exception {
    Files.createDirectory(folder.resolve("drop"));
    CsvSourceSettings settings =
        settings("drop", new Consents(Set.of("optouts"), Set.of("optouts")));
    FileSetSettings files = settings.files();
    CsvRun run =
        new CsvRun(
            folder,
            settings.withFiles(files.withDrop(new DropFolder("*", DropFolder.Order.NAME))),
            new Kept("", 2));
    run.zip("drop/2.zip", Map.of("users.csv", GOOD, "optouts.csv", "id,who\no1,s1\n"));
    long two = Taken.position(run.untilDone().get(0));
    run.zip("drop/1.zip", Map.of("users.csv", GOOD, "optouts.csv", "id,who\no1,s9\no2,s2\n"));

    List<SourceRecord> records = run.untilHeld();

    assertThat(Taken.rows(records, OPTOUTS)).hasSize(2);
    assertThat(records.stream().filter(r -> r.topic().equals(OPTOUTS) && !Taken.marker(r)))
        .allMatch(row -> Taken.position(row) < two);
    assertThat(Taken.rows(records, USERS)).isEmpty();
    // Grants that the later set lacks are gone again; denials stay, as from any file.
    assertThat(records.stream().filter(Taken::marker).mapToLong(Taken::position).max())
        .hasValue(two);
    // The later set's stay the newest: when it comes once more, it says nothing new.
    run.zip("drop/3.zip", Map.of("users.csv", GOOD, "optouts.csv", "id,who\no1,s1\n"));
    List<SourceRecord> again = run.polls(20);
    assertThat(run.progress()).doesNotContain("repeated");
    assertThat(Taken.incompleteMarkers(again, OPTOUTS)).isEmpty();
    assertThat(Taken.rows(again, OPTOUTS)).isEmpty();
  }
}
