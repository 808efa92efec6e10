package io.hallpass.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSourceTaskTest {
  private static final String USERS = "everett.raw.sis.users";
  private static final CsvResource RESOURCE =
      new CsvResource(
          "users", "users.csv", List.of("sourcedId"), List.of("sourcedId", "givenName"));

  @TempDir Path folder;

  private CsvRun run() {
    return run(settings(CsvSourceSettings.Format.PLAIN));
  }

  private CsvSourceSettings settings(CsvSourceSettings.Format format) {
    return CsvSourceSettings.of("everett", "sis", 3, folder.toString(), format, List.of(RESOURCE))
        .withTimes(10, 0);
  }

  private CsvSourceSettings settings(CsvResource... resources) {
    return CsvSourceSettings.of(
            "everett",
            "sis",
            3,
            folder.toString(),
            CsvSourceSettings.Format.PLAIN,
            List.of(resources))
        .withTimes(10, 0);
  }

  private CsvRun run(CsvSourceSettings settings) {
    return new CsvRun(folder, settings);
  }

  @Test
  void sendsCollectedColumnsOnlyAndThenAMarkerInEveryPartition() throws Exception {
    CsvRun run = run();
    run.write(
        "users.csv",
        "password,givenName , sourcedId\nCANARY,\"Ann, \"\"A\"\"\",s1\nCANARY, Bo ,s2\n");

    List<SourceRecord> records = run.untilDone();

    assertThat(Taken.rows(records, USERS))
        .containsExactly(
            "{\"sourcedId\":\"s1\"}={\"sourcedId\":\"s1\",\"givenName\":\"Ann, \\\"A\\\"\"}",
            "{\"sourcedId\":\"s2\"}={\"sourcedId\":\"s2\",\"givenName\":\" Bo \"}");
    assertThat(Taken.markers(records, USERS)).containsExactly(0, 1, 2);
    assertThat(records).noneMatch(record -> Taken.everything(record).contains("CANARY"));
    assertThat(records.stream().limit(5).map(Taken::position).distinct()).hasSize(1);
  }

  @Test
  void anUnchangedSetIsNotReadAgainAndAChangedOneIsALaterSet() throws Exception {
    CsvRun run = run();
    run.write("users.csv", "sourcedId,givenName\ns1,Ann\n");
    long first = Taken.position(run.untilDone().get(0));
    run.restart();
    run.touch("users.csv");
    assertThat(run.polls(3)).isEmpty();

    run.write("users.csv", "sourcedId,givenName\ns1,Anna\n");
    List<SourceRecord> records = run.untilDone();

    assertThat(Taken.rows(records, USERS)).hasSize(1).allMatch(row -> row.contains("Anna"));
    assertThat(Taken.position(records.get(0))).isGreaterThan(first);
  }

  @Test
  void aRestartContinuesAfterTheLastCommittedRow() throws Exception {
    CsvRun run = run();
    run.write("users.csv", CsvRun.numbered(5_000));
    List<SourceRecord> first = run.poll();
    SourceRecord last = first.get(1_234);
    run.committedUpTo(last);
    run.restart();

    List<SourceRecord> rest = run.untilDone();

    assertThat(Taken.rows(rest, USERS)).hasSize(5_000 - 1_235);
    assertThat(Taken.rows(rest, USERS).get(0)).contains("\"s1235\"");
    assertThat(Taken.position(rest.get(0))).isEqualTo(Taken.position(last));
    assertThat(Taken.markers(rest, USERS)).containsExactly(0, 1, 2);
  }

  @Test
  void aSetThatChangedBetweenStopAndRestartIsBrokenOffAndReadAnew() throws Exception {
    CsvRun run = run();
    run.write("users.csv", CsvRun.numbered(5_000));
    SourceRecord last = run.poll().get(1_234);
    run.committedUpTo(last);
    run.write("users.csv", CsvRun.numbered(4_000));
    run.restart();

    List<SourceRecord> records = run.untilDone();

    assertThat(Taken.rows(records, USERS)).hasSize(4_000);
    assertThat(records.subList(0, 4_003).stream().map(Taken::position).distinct())
        .hasSize(1)
        .allMatch(position -> position > Taken.position(last));
  }

  @Test
  void aSetWithEqualContentsThatWasWrittenAnewMeanwhileIsNotContinued() throws Exception {
    CsvRun run = run();
    run.write("users.csv", CsvRun.numbered(5_000));
    run.committedUpTo(run.poll().get(1_234));
    run.touch("users.csv");
    run.restart();

    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(5_000);
  }

  @Test
  void aSetThatChangesWhileItIsReadHasNoEnd() throws Exception {
    CsvRun run = run();
    run.write("users.csv", CsvRun.numbered(5_000));
    List<SourceRecord> before = run.poll();
    run.write("users.csv", "givenName,sourcedId\nAnn,s1\n" + "Bo,s2\n".repeat(10_000));

    List<SourceRecord> after = run.untilDone();

    long broken = Taken.position(before.get(0));
    assertThat(after.stream().filter(Taken::marker).map(Taken::position))
        .hasSize(3)
        .allMatch(position -> position > broken);
    assertThat(Taken.rows(after, USERS))
        .hasSize(10_001)
        .allMatch(row -> row.startsWith("{\"sourcedId\":\"s"));
  }

  @Test
  void theSetBeforeIsReadAgainWhenItTakesThePlaceOfOneThatWasReadInPart() throws Exception {
    CsvRun run = run();
    run.write("users.csv", "sourcedId,givenName\ns1,Ann\n");
    run.untilDone();
    Path aside = folder.resolve("aside");
    Files.move(folder.resolve("users.csv"), aside);
    run.write("users.csv", CsvRun.numbered(5_000));
    long broken = Taken.position(run.poll().get(0));
    Files.move(aside, folder.resolve("users.csv"), StandardCopyOption.REPLACE_EXISTING);

    List<SourceRecord> records = run.untilDone();

    assertThat(Taken.rows(records, USERS)).hasSize(1).allMatch(row -> row.contains("Ann"));
    assertThat(Taken.markers(records, USERS)).containsExactly(0, 1, 2);
    assertThat(Taken.position(records.get(0))).isGreaterThan(broken);
  }

  @Test
  void rejectedRowsMakeTheEndMarkerOfTheirResourceAnIncompleteOne() throws Exception {
    CsvRun run = run();
    run.write(
        "users.csv",
        "sourcedId,givenName,ssn\ns1,Ann,1\ns2,Bo\n,Cy,CANARY\n\"s4\"x,Di,CANARY\n\"s5\",\"E\nE\",2\ns6,Flo,3,4\n");

    List<SourceRecord> records = run.untilDone();

    assertThat(Taken.rejects(records))
        .containsExactly(
            "CELL_COUNT  users users.csv:3 null",
            "MISSING_KEY sourcedId users users.csv:4 {\"sourcedId\":\"\",\"givenName\":\"Cy\"}",
            "UNREADABLE_ROW  users users.csv:5 null",
            "CELL_COUNT  users users.csv:8 null");
    assertThat(Taken.rows(records, USERS)).hasSize(2);
    assertThat(Taken.markers(records, USERS)).isEmpty();
    assertThat(Taken.incompleteMarkers(records, USERS)).containsExactly(0, 1, 2);
    assertThat(records.stream().filter(Taken::marker).map(Taken::position).distinct())
        .containsExactly(Taken.position(records.get(0)));
    assertThat(records).noneMatch(record -> Taken.everything(record).contains("CANARY"));
    assertThat(run.progress()).contains("\"rows\":6,\"rejected\":4,\"complete\":false");
  }

  @Test
  void rejectsBeforeARestartStillMakeTheEndMarkerAnIncompleteOne() throws Exception {
    CsvRun run = run();
    run.write(
        "users.csv", "sourcedId,givenName\n,nobody\n" + CsvRun.numbered(3_000).split("\n", 2)[1]);
    run.committedUpTo(run.poll().get(1_000));
    run.restart();

    List<SourceRecord> rest = run.untilDone();

    assertThat(Taken.rows(rest, USERS)).hasSize(3_000 - 1_000);
    assertThat(Taken.markers(rest, USERS)).isEmpty();
    assertThat(Taken.incompleteMarkers(rest, USERS)).containsExactly(0, 1, 2);
  }

  @Test
  void bytesThatAreNoTextRejectOnlyRowsThatNeedThem() throws Exception {
    CsvRun run = run();
    run.write(
        "users.csv",
        "\uFEFFsourcedId,givenName,note\ns1,Zo\u00eb,\u00e9\ns2,Ann,\u00e9\n"
            .getBytes(StandardCharsets.ISO_8859_1));
    run.untilHeld();
    assertThat(run.progress()).contains("column 'sourcedId' is missing");
    run.write(
        "users.csv",
        "sourcedId,givenName,note\ns1,Zo\u00eb,\u00e9\ns2,Ann,\u00e9\n"
            .getBytes(StandardCharsets.ISO_8859_1));

    List<SourceRecord> records = run.untilDone();

    assertThat(Taken.rejects(records)).containsExactly("UNREADABLE_ROW  users users.csv:2 null");
    assertThat(Taken.rows(records, USERS)).hasSize(1).allMatch(row -> row.contains("Ann"));
  }

  @Test
  void readsOtherEncodingsDelimitersLineEndsAndAByteOrderMark() throws Exception {
    CsvRun run = run(settings(new CsvSourceSettings.Format('\t', Charset.forName("UTF-16LE"), "")));
    run.write(
        "users.csv",
        "\uFEFFsourcedId\tgivenName\r\"s1\"\tZo\u00eb\r\n\n\"s2\"\t\"\"\n"
            .getBytes(StandardCharsets.UTF_16LE));

    List<SourceRecord> records = run.untilDone();

    assertThat(Taken.rows(records, USERS))
        .containsExactly(
            "{\"sourcedId\":\"s1\"}={\"sourcedId\":\"s1\",\"givenName\":\"Zo\u00eb\"}",
            "{\"sourcedId\":\"s2\"}={\"sourcedId\":\"s2\",\"givenName\":\"\"}");
  }

  @Test
  void holdsTheWholeSetAndSaysEveryProblemAtOnceWithoutRepeatingTheFile() throws Exception {
    CsvRun run =
        run(
            settings(
                new CsvResource("orgs", "orgs.csv", List.of("sourcedId"), List.of("name")),
                new CsvResource("classes", "classes.csv", List.of("sourcedId"), List.of()),
                RESOURCE));
    run.write("orgs.csv", "sourcedId,sourcedId,name\no1,o1,Everett\n");
    run.write("users.csv", "s1,CANARY\n");

    List<SourceRecord> records = run.untilHeld();

    assertThat(run.progress())
        .isEqualTo(
            "{\"held\":[\"orgs.csv: column 'sourcedId' is there twice\","
                + "\"classes.csv: is missing\","
                + "\"users.csv: column 'sourcedId' is missing\","
                + "\"users.csv: column 'givenName' is missing\"]}");
    assertThat(records).extracting(SourceRecord::topic).containsExactly("everett.control.status");
    assertThat(records).noneMatch(record -> Taken.everything(record).contains("CANARY"));
  }

  @Test
  void anOptionalFileMayBeMissingAndIsNotEnded() throws Exception {
    CsvRun run =
        run(
            settings(new CsvResource("orgs", "orgs.csv", List.of("id"), List.of()), RESOURCE)
                .withOptionalFiles(Set.of("orgs.csv")));
    run.write("users.csv", "sourcedId,givenName\ns1,Ann\n");

    List<SourceRecord> records = run.untilDone();

    assertThat(Taken.markers(records, USERS)).hasSize(3);
    assertThat(Taken.markers(records, "everett.raw.sis.orgs")).isEmpty();
  }

  @Test
  void waitsUntilTheFilesAreQuiet() throws Exception {
    CsvRun run = run(settings(CsvSourceSettings.Format.PLAIN).withTimes(10, 60_000));
    run.write("users.csv", "sourcedId,givenName\ns1,Ann\n");
    assertThat(run.polls(3)).isEmpty();

    run.later(61_000);

    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(1);
  }

  @Test
  void filesThatSayTheyAreOldAreQuietOnlyWhenTheyWereSeenNotToChange() throws Exception {
    CsvRun run = run(settings(CsvSourceSettings.Format.PLAIN).withTimes(10, 60_000));
    run.write("users.csv", "sourcedId,givenName\ns1,Ann\n");
    run.age("users.csv", Duration.ofDays(2));
    assertThat(run.polls(3)).isEmpty();
    run.later(59_000);
    run.write("users.csv", "sourcedId,givenName\ns1,Ann\ns2,Bo\n");
    run.age("users.csv", Duration.ofDays(1));
    run.later(59_000);
    assertThat(run.polls(3)).isEmpty();

    run.later(61_000);

    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(2);
  }

  @Test
  void aSetIsLookedAtAgainAsSoonAsItCanBeQuiet() throws Exception {
    CsvRun run = run(settings(CsvSourceSettings.Format.PLAIN).withTimes(3_600_000, 1_000));
    run.write("users.csv", "sourcedId,givenName\ns1,Ann\n");
    assertThat(run.polls(3)).isEmpty();

    run.later(1_000);

    assertThat(Taken.rows(run.polls(1), USERS)).hasSize(1);
  }

  @Test
  void aKeyThatComesAgainWithOtherCellsIsRejectedAndWithTheSamePasses() throws Exception {
    CsvRun run = run();
    run.write(
        "users.csv",
        "sourcedId,givenName,ssn\ns1,Ann,1\ns2,Bo,2\ns1,Ann,CANARY\ns1,Anna,1\ns1,Ann,1\n");

    List<SourceRecord> records = run.untilDone();

    assertThat(Taken.rejects(records))
        .containsExactly(
            "DUPLICATE_KEY sourcedId users users.csv:5"
                + " {\"sourcedId\":\"s1\",\"givenName\":\"Anna\"}");
    assertThat(Taken.rows(records, USERS)).hasSize(4).noneMatch(row -> row.contains("Anna"));
    assertThat(Taken.incompleteMarkers(records, USERS)).containsExactly(0, 1, 2);
    assertThat(run.progress()).contains("\"rows\":5,\"rejected\":1,\"complete\":false");
  }

  @Test
  void keysOfSeveralColumnsAreEqualOnlyInAllOfThem() throws Exception {
    CsvResource days = new CsvResource("users", "users.csv", List.of("id", "day"), List.of("code"));
    CsvRun run =
        run(
            CsvSourceSettings.of(
                    "everett",
                    "sis",
                    3,
                    folder.toString(),
                    CsvSourceSettings.Format.PLAIN,
                    List.of(days))
                .withTimes(10, 0));
    run.write("users.csv", "id,day,code\n1,11,A\n11,1,B\n1,12,C\n1,11,D\n");

    List<SourceRecord> records = run.untilDone();

    assertThat(Taken.rejects(records))
        .hasSize(1)
        .allMatch(reject -> reject.startsWith("DUPLICATE_KEY id,day users users.csv:5 "));
  }

  @Test
  void keysOfRowsThatWereSentBeforeARestartAreStillTaken() throws Exception {
    CsvRun run = run();
    run.write("users.csv", CsvRun.numbered(3_000) + "s7,Somebody else\n");
    run.committedUpTo(run.poll().get(1_000));
    run.restart();

    List<SourceRecord> rest = run.untilDone();

    assertThat(Taken.rejects(rest)).hasSize(1).allMatch(reject -> reject.contains(":3002 "));
    assertThat(Taken.rows(rest, USERS)).hasSize(3_000 - 1_001);
    assertThat(Taken.incompleteMarkers(rest, USERS)).containsExactly(0, 1, 2);
  }

  @Test
  void aMappingThatCollectsAnotherColumnReadsTheSameFilesAgain() throws Exception {
    CsvRun run = run();
    run.write("users.csv", "sourcedId,givenName,familyName\ns1,Ann,Lee\n");
    run.untilDone();
    CsvResource more =
        new CsvResource(
            "users", "users.csv", List.of("sourcedId"), List.of("givenName", "familyName"));
    run.reconfigure(
        CsvSourceSettings.of(
                "everett",
                "sis",
                3,
                folder.toString(),
                CsvSourceSettings.Format.PLAIN,
                List.of(more))
            .withTimes(10, 0));

    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(1).allMatch(row -> row.contains("Lee"));
  }
}
