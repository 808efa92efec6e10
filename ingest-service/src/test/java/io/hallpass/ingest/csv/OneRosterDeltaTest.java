package io.hallpass.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.fileset.DropFolder;
import io.hallpass.ingest.fileset.FileSetSettings.Decisions;
import io.hallpass.ingest.fileset.FileSetSettings.Kept;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneRosterDeltaTest {
  private static final String USERS = "everett.raw.sis.users";
  private static final String ORGS = "everett.raw.sis.orgs";
  private static final String HEADER = "sourcedId,status,dateLastModified,givenName\n";
  private static final String TIME = "2026-09-01T04:00:00.000Z";

  @TempDir private Path folder;
  private CsvRun run;

  /** The mapping does not look at status: a row that is gone is a deletion all the same. */
  private CsvSourceSettings settings() {
    CsvSourceSettings settings =
        CsvSourceSettings.of(
                "everett",
                "sis",
                2,
                folder.resolve("drop").toString(),
                CsvSourceSettings.Format.oneRoster("1.2"),
                List.of(
                    new CsvResource("orgs", "orgs.csv", List.of("sourcedId"), List.of("name")),
                    new CsvResource(
                        "users", "users.csv", List.of("sourcedId"), List.of("givenName"))))
            .withTimes(10, 0);
    return settings.withFiles(
        settings.files().withDrop(new DropFolder("*.zip", DropFolder.Order.NAME)));
  }

  @BeforeEach
  void start() throws Exception {
    Files.createDirectory(folder.resolve("drop"));
    run = new CsvRun(folder, settings(), new Kept("", 5));
  }

  private void drop(String name, String mode, String... users) throws Exception {
    drop(name, Map.of("orgs", "absent", "users", mode), Map.of("users.csv", users(users)));
  }

  private void drop(String name, Map<String, String> modes, Map<String, String> files)
      throws Exception {
    run.zip("drop/" + name, Zips.oneRoster(modes, files));
  }

  private static String users(String... rows) {
    return HEADER + String.join("\n", rows) + "\n";
  }

  @Test
  void aDeltaSendsItsRowsAndDeletionsAndNoEnd() throws Exception {
    drop(
        "1.zip",
        Map.of("orgs", "bulk", "users", "delta"),
        Map.of(
            "orgs.csv",
            "sourcedId,name\no1,Everett\n",
            "users.csv",
            users("s1,active," + TIME + ",Ann", "s2,ToBeDeleted," + TIME + ",", "s3,,,Cy")));

    List<SourceRecord> records = run.untilDone();

    assertThat(Taken.rows(records, USERS))
        .containsExactly(
            "{\"sourcedId\":\"s1\"}={\"sourcedId\":\"s1\",\"givenName\":\"Ann\"}",
            "{\"sourcedId\":\"s2\"}=null",
            "{\"sourcedId\":\"s3\"}={\"sourcedId\":\"s3\",\"givenName\":\"Cy\"}");
    assertThat(Taken.markers(records, USERS)).isEmpty();
    assertThat(Taken.incompleteMarkers(records, USERS)).isEmpty();
    assertThat(Taken.markers(records, ORGS)).containsExactly(0, 1);
    assertThat(run.progress()).contains("\"users\":{\"rows\":3,\"rejected\":0,\"complete\":false}");
  }

  @Test
  void aRowThatIsActiveAgainComesAgain() throws Exception {
    drop("1.zip", "delta", "s1,tobedeleted," + TIME + ",Ann");
    long gone = Taken.position(run.untilDone().get(0));
    drop("2.zip", "delta", "s1,active," + TIME + ",Ann");

    List<SourceRecord> records = run.untilDone();

    assertThat(Taken.rows(records, USERS)).hasSize(1).allMatch(row -> row.contains("Ann"));
    assertThat(Taken.position(records.get(0))).isGreaterThan(gone);
  }

  @Test
  void inABulkFileStatusIsAColumnAsAnyOther() throws Exception {
    drop("1.zip", "bulk", "s1,tobedeleted," + TIME + ",Ann");

    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(1).allMatch(row -> row.contains("Ann"));
  }

  @Test
  void aDeltaWithoutStatusIsHeld() throws Exception {
    drop(
        "1.zip",
        Map.of("orgs", "delta", "users", "delta"),
        Map.of("users.csv", "sourcedId,givenName\ns1,Ann\n"));

    run.untilHeld();

    assertThat(run.progress())
        .contains("1.zip: orgs.csv: is missing, and manifest.csv calls it delta")
        .contains("1.zip: users.csv: column 'status' is missing, which a delta file needs");
  }

  @Test
  void rejectedRowsOfADeltaMarkTheirResourceAsIncomplete() throws Exception {
    drop("1.zip", "delta", "s1,active," + TIME + ",Ann,too many", ",tobedeleted,,");

    List<SourceRecord> records = run.untilDone();

    assertThat(Taken.rejects(records))
        .containsExactly(
            "CELL_COUNT  users users.csv:2 null", "MISSING_KEY sourcedId users users.csv:3 null");
    assertThat(Taken.incompleteMarkers(records, USERS)).containsExactly(0, 1);
  }

  @Test
  void aDeletionAndARowOfTheSameKeyContradict() throws Exception {
    drop("1.zip", "delta", "s1,active,,Ann", "s1,tobedeleted,,Ann", "s1,active,,Ann");

    assertThat(Taken.rejects(run.untilDone()))
        .containsExactly("DUPLICATE_KEY sourcedId users users.csv:3 null");
  }

  @Test
  void aDeltaThatWasLateStandsBeforeWhatLandedSince() throws Exception {
    drop("1.zip", "bulk", "s1,,,Ann", "s2,,,Bo");
    long one = Taken.position(run.untilDone().get(0));
    drop("3.zip", "delta", "s1,active," + TIME + ",Anna");
    long three = Taken.position(run.untilDone().get(0));
    drop("2.zip", "delta", "s1,tobedeleted," + TIME + ",", "s2,active," + TIME + ",Bob");
    run.untilHeld();
    Matcher id = Pattern.compile("\"id\":\"(\\w+)\"").matcher(run.progress());
    assertThat(id.find()).isTrue();
    CsvSourceSettings settings = settings();
    run.reconfigure(
        settings.withFiles(
            settings.files().withDecisions(new Decisions(Set.of(id.group(1)), Set.of()))));

    List<SourceRecord> records = run.untilDone();

    assertThat(Taken.rows(records, USERS)).hasSize(2);
    assertThat(records.subList(0, 2).stream().map(Taken::position))
        .allMatch(position -> position > one && position < three);
    assertThat(Taken.markers(records, USERS)).isEmpty();
  }

  @Test
  void metadataColumnsAreColumns() throws Exception {
    CsvSourceSettings settings = settings();
    run.reconfigure(
        new CsvSourceSettings(
            settings.files(),
            List.of(
                new CsvResource(
                    "users", "users.csv", List.of("sourcedId"), List.of("metadata.bus route"))),
            settings.format(),
            Set.of()));
    drop(
        "1.zip",
        Map.of("users", "bulk"),
        Map.of("users.csv", "sourcedId,metadata.bus route\ns1,7\n"));

    assertThat(Taken.rows(run.untilDone(), USERS))
        .containsExactly(
            "{\"sourcedId\":\"s1\"}={\"sourcedId\":\"s1\",\"metadata.bus route\":\"7\"}");
  }

  @Test
  void filesOfAnyToolAreRead() throws Exception {
    drop(
        "1.zip",
        Map.of("orgs", "bulk", "users", "bulk"),
        Map.of(
            "export\\orgs.csv",
            "\uFEFF\"sourcedId\",\"name\"\r\"o1\",\"Everett\"\r",
            "Экспорт/users.csv",
            "\"sourcedId\",\"status\",\"dateLastModified\",\"givenName\"\r\n"
                + "\"s1\",\"\",\"\",\"بافاديل\"\r\n\"s2\",\"\",\"\",\"李, \"\"小龙\"\"\"\r\n"));

    List<SourceRecord> records = run.untilDone();

    assertThat(Taken.rows(records, USERS))
        .containsExactly(
            "{\"sourcedId\":\"s1\"}={\"sourcedId\":\"s1\",\"givenName\":\"بافاديل\"}",
            "{\"sourcedId\":\"s2\"}={\"sourcedId\":\"s2\",\"givenName\":\"李, \\\"小龙\\\"\"}");
    assertThat(Taken.rows(records, ORGS)).hasSize(1);
  }
}
