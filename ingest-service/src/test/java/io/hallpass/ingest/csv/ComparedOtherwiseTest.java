package io.hallpass.ingest.csv;

import static io.hallpass.ingest.csv.Rosters.BULK;
import static io.hallpass.ingest.csv.Rosters.USERS;
import static io.hallpass.ingest.csv.Rosters.good;
import static io.hallpass.ingest.csv.Rosters.set;
import static io.hallpass.ingest.csv.Rosters.users;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.fileset.FileSetSettings.Decisions;
import io.hallpass.ingest.fileset.FileSetSettings.Kept;
import io.hallpass.ingest.intake.Intake;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The set before was written or mapped otherwise than the one that is looked at. */
class ComparedOtherwiseTest {
  @TempDir private Path folder;

  @BeforeEach
  void drop() throws Exception {
    Files.createDirectory(folder.resolve("drop"));
  }

  private CsvSourceSettings rosters() {
    return Rosters.settings(folder, Rosters.INTAKE, Decisions.NONE);
  }

  private CsvSourceSettings version(String version) {
    CsvSourceSettings all = rosters();
    return new CsvSourceSettings(
        all.files(), all.resources(), CsvSourceSettings.Format.oneRoster(version), Set.of());
  }

  private static void take(CsvRun run, Map<String, String> set) throws Exception {
    run.zip("drop/1.zip", set);
    run.untilDone();
    run.polls(5);
  }

  private static Map<String, String> ofVersion11(Map<String, String> set) {
    Map<String, String> files = new HashMap<>(set);
    files.computeIfPresent(
        "manifest.csv", (n, t) -> t.replace("oneroster.version,1.2", "oneroster.version,1.1"));
    return files;
  }

  @Test
  void aSetOfAnotherVersionIsComparedWithTheOneBefore() throws Exception {
    CsvRun run = new CsvRun(folder, version("1.1"), Kept.LAST);
    take(run, ofVersion11(set(BULK, good(), "o1")));
    run.reconfigure(version("1.2"));
    run.zip("drop/2.zip", set(BULK, users("north", 0, 10, "Ann "), "o1"));

    List<SourceRecord> records = run.untilHeld();

    assertThat(run.progress()).contains("users.csv: 120 of 130 rows are gone");
    assertThat(Taken.rows(records, USERS)).isEmpty();
  }

  private CsvSourceSettings plain(CsvSourceSettings.Format format, String file, String key) {
    return new CsvSourceSettings(
        rosters().files().withIntake(Intake.DEFAULT),
        List.of(
            new CsvResource("users", file, List.of(key), List.of("name")),
            new CsvResource("optouts", "optouts.csv", List.of("id"), List.of())),
        format,
        Set.of("optouts.csv"));
  }

  private static final CsvSourceSettings.Format LATIN =
      new CsvSourceSettings.Format(';', StandardCharsets.UTF_16LE, "");

  /** Users with a comma between cells, of whom nobody has a status. */
  private static String csv(int from, int to) {
    return "sourcedId,status,name,orgSourcedIds\n" + users("north", from, to, "Ann ");
  }

  @Test
  void aSetWithAnotherDelimiterEncodingAndFileIsComparedWithTheOneBefore() throws Exception {
    CsvRun run = new CsvRun(folder, plain(LATIN, "pupils.csv", "sourcedId"), Kept.LAST);
    byte[] pupils = csv(0, 130).replace(',', ';').getBytes(StandardCharsets.UTF_16LE);
    run.write("drop/1.zip", Zips.bytes(Map.of("pupils.csv", pupils), true));
    run.untilDone();
    run.polls(5);
    run.reconfigure(plain(CsvSourceSettings.Format.PLAIN, "users.csv", "sourcedId"));
    run.zip("drop/2.zip", Map.of("users.csv", csv(0, 10)));

    List<SourceRecord> records = run.untilHeld();

    assertThat(run.progress()).contains("users.csv: 120 of 130 rows are gone");
    assertThat(Taken.rows(records, USERS)).isEmpty();
  }

  @Test
  void aFileWhoseRowsHaveAnotherKeyNowIsHeldOnceUntilItIsApproved() throws Exception {
    CsvRun run =
        new CsvRun(
            folder, plain(CsvSourceSettings.Format.PLAIN, "users.csv", "sourcedId"), Kept.LAST);
    take(run, Map.of("users.csv", csv(0, 130)));
    CsvSourceSettings other = plain(CsvSourceSettings.Format.PLAIN, "users.csv", "number");
    run.reconfigure(other);
    run.zip("drop/2.zip", Map.of("users.csv", csv(0, 10).replace("sourcedId", "number")));

    run.untilHeld();

    assertThat(run.progress())
        .contains(
            "users.csv: cannot be compared with the archived set before it, of which it is said:"
                + " users.csv: column 'number' is missing");
    Decisions approved = new Decisions(Set.of(Rosters.held(run)), Set.of());
    run.reconfigure(other.withFiles(other.files().withDecisions(approved)));
    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(10);
    run.polls(5);
    run.zip("drop/3.zip", Map.of("users.csv", csv(0, 11).replace("sourcedId", "number")));
    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(11);
  }

  @Test
  void aFileThatWasNotCollectedBeforeIsNotHeldForThat() throws Exception {
    CsvRun run =
        new CsvRun(
            folder, plain(CsvSourceSettings.Format.PLAIN, "users.csv", "sourcedId"), Kept.LAST);
    take(run, Map.of("optouts.csv", "id\no1\n", "users.csv", csv(0, 130)));
    CsvSourceSettings before = plain(CsvSourceSettings.Format.PLAIN, "users.csv", "sourcedId");
    run.reconfigure(
        new CsvSourceSettings(
            before.files(),
            List.of(
                before.resources().get(0),
                before.resources().get(1),
                new CsvResource("orgs", "orgs.csv", List.of("sourcedId"), List.of())),
            before.format(),
            Set.of()));
    run.zip(
        "drop/2.zip",
        Map.of("optouts.csv", "id\no1\n", "users.csv", csv(0, 130), "orgs.csv", "sourcedId\nn\n"));

    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(130);
  }

  @Test
  void aSchoolColumnThatTheVendorRenamedHoldsTheSetUntilItIsApproved() throws Exception {
    CsvRun run = new CsvRun(folder, rosters(), Kept.LAST);
    take(run, set(BULK, good(), "o1"));
    Map<String, String> renamed = new HashMap<>(set(BULK, good(), "o2"));
    renamed.computeIfPresent("users.csv", (n, t) -> t.replace("orgSourcedIds", "orgs"));
    run.zip("drop/2.zip", renamed);

    run.untilHeld();

    assertThat(run.progress())
        .contains(
            "2.zip: users.csv: column 'orgSourcedIds' is missing, which the set before it had; say"
                + " under 'intake'");
    Decisions approved = new Decisions(Set.of(Rosters.held(run)), Set.of());
    run.reconfigure(rosters().withFiles(rosters().files().withDecisions(approved)));
    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(130);
    run.polls(5);
    renamed.put("optouts.csv", "id,who\no3,o3\n");
    run.zip("drop/3.zip", renamed);
    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(130);
  }
}
