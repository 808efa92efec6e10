package io.hallpass.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.hallpass.ingest.Taken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class HeldSetTest {
  private static final String USERS = "everett.raw.sis.users";
  private static final String GOOD = "sourcedId,givenName\ns1,Ann\n";
  private static final String BAD = "sourcedId,firstName\ns1,CANARY\n";
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(CsvSourceTask.class);

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @TempDir private Path folder;

  @BeforeEach
  void listen() {
    log.start();
    LOG.addAppender(log);
  }

  @AfterEach
  void listenNoMore() {
    LOG.detachAppender(log);
  }

  private List<String> errors() {
    return log.list.stream()
        .filter(event -> event.getLevel() == Level.ERROR)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  private CsvRun run(Path path) {
    CsvSourceSettings settings =
        CsvSourceSettings.of(
            "everett",
            "sis",
            3,
            path.toString(),
            CsvSourceSettings.Format.PLAIN,
            List.of(
                new CsvResource("users", "users.csv", List.of("sourcedId"), List.of("givenName"))));
    return new CsvRun(folder, settings.withTimes(10, 0));
  }

  @Test
  void aHeldSetIsSaidOnceAndTheNextGoodOneIsRead() throws Exception {
    CsvRun run = run(folder);
    run.write("users.csv", BAD);
    run.untilHeld();
    assertThat(run.polls(20)).isEmpty();
    assertThat(errors())
        .containsExactly("everett.sis: held: users.csv: column 'givenName' is missing");
    run.write("users.csv", GOOD);

    List<SourceRecord> records = run.untilDone();

    assertThat(Taken.rows(records, USERS)).hasSize(1);
    assertThat(Taken.markers(records, USERS)).hasSize(3);
    assertThat(run.progress()).contains("\"rows\":1").doesNotContain("held");
    assertThat(errors()).hasSize(1);
  }

  @Test
  void anotherHeldSetIsSaidAgain() throws Exception {
    CsvRun run = run(folder);
    run.write("users.csv", BAD);
    run.untilHeld();
    run.write("users.csv", "givenName\nCANARY\n");

    run.untilHeld();

    assertThat(run.progress())
        .isEqualTo("{\"held\":[\"users.csv: column 'sourcedId' is missing\"]}");
    assertThat(errors()).hasSize(2).noneMatch(line -> line.contains("CANARY"));
  }

  @Test
  void afterARestartAStillHeldSetIsHeldAndSaidAgain() throws Exception {
    CsvRun run = run(folder);
    run.write("users.csv", BAD);
    run.untilHeld();
    run.restart();

    List<SourceRecord> records = run.untilHeld();

    assertThat(records).extracting(SourceRecord::topic).containsExactly("everett.control.status");
    assertThat(run.progress()).contains("column 'givenName' is missing");
    assertThat(errors()).hasSize(2);
  }

  @Test
  void whileASetIsHeldStatusStillTellsOfTheOneBeforeAndSoItDoesWhenThatOneIsPutBack()
      throws Exception {
    CsvRun run = run(folder);
    run.write("users.csv", GOOD);
    run.untilDone();
    String before = run.progress();
    run.write("users.csv", BAD);
    run.untilHeld();
    assertThat(run.progress())
        .startsWith(before.substring(0, before.length() - 1))
        .contains("held");
    run.write("users.csv", GOOD);
    run.restart();

    List<SourceRecord> records = run.untilDone();

    assertThat(records).extracting(SourceRecord::topic).containsExactly("everett.control.status");
    assertThat(run.progress()).isEqualTo(before);
    assertThat(run.polls(5)).isEmpty();
  }

  @Test
  void aPathThatCannotBeLookedAtIsTriedAgain() throws Exception {
    Path path = folder.resolve("tonight");
    Files.createSymbolicLink(path, path);
    CsvRun run = run(path);
    run.untilHeld();
    assertThat(run.polls(20)).isEmpty();
    assertThat(errors())
        .containsExactly(
            "everett.sis: held: "
                + path
                + " cannot be read (FileSystemException); it is tried again");
    Files.delete(path);
    Files.createDirectory(path);
    run.write("tonight/users.csv", GOOD);

    assertThat(Taken.rows(run.untilDone(), USERS)).hasSize(1);
    assertThat(run.progress()).doesNotContain("held");
  }

  @Test
  void aSetWhoseReadingWasHinderedGoesOnAfterTheLastRowThatWasSent() throws Exception {
    CsvSourceSettings settings =
        CsvSourceSettings.of(
            "everett",
            "sis",
            3,
            folder.toString(),
            CsvSourceSettings.Format.PLAIN,
            List.of(
                new CsvResource("users", "users.csv", List.of("sourcedId"), List.of("givenName")),
                new CsvResource("orgs", "orgs.csv", List.of("id"), List.of("name"))));
    CsvRun run = new CsvRun(folder, settings.withTimes(10, 0));
    run.write("users.csv", CsvRun.numbered(5_000));
    run.write("orgs.csv", "id,name\no1,Everett\n");
    List<SourceRecord> records = run.polls(2);
    run.overwrite("orgs.csv", "name,id\no1,Everett\n");
    records.addAll(run.untilHeld());
    assertThat(errors())
        .hasSize(1)
        .allMatch(
            line -> line.endsWith("could not be read to its end (IOException); it is tried again"));
    run.overwrite("orgs.csv", "id,name\no1,Everett\n");

    records.addAll(run.untilDone());

    assertThat(Taken.rows(records, USERS)).hasSize(5_000).doesNotHaveDuplicates();
    assertThat(Taken.rows(records, "everett.raw.sis.orgs")).hasSize(1);
    assertThat(Taken.markers(records, USERS)).containsExactly(0, 1, 2);
    assertThat(
            records.stream().filter(r -> r.topic().equals(USERS)).map(Taken::position).distinct())
        .hasSize(1);
    assertThat(run.progress()).contains("\"rows\":5000").doesNotContain("held");
  }
}
