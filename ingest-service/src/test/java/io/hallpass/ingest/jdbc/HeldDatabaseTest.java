package io.hallpass.ingest.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.hallpass.ingest.Taken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class HeldDatabaseTest {
  private static final String TOPIC = "everett.raw.sis.pupils";
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(JdbcSourceTask.class);
  private static Sis sis;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeAll
  static void start() throws Exception {
    sis = new Sis();
  }

  @AfterAll
  static void stop() throws Exception {
    sis.close();
  }

  @BeforeEach
  void pupils() throws Exception {
    log.start();
    LOG.addAppender(log);
    sis.run(
        "DROP SCHEMA IF EXISTS sis CASCADE",
        "CREATE SCHEMA sis",
        "CREATE TABLE sis.pupils (id int PRIMARY KEY, name text)",
        "CREATE TABLE sis.pupilsx (id int, wrong text)",
        "INSERT INTO sis.pupils VALUES (1, 'CANARY1'), (2, 'CANARY2'), (3, 'CANARY3')");
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

  private static JdbcResource pupils(String... columns) {
    return JdbcResource.table("pupils", "sis.pupils", "", List.of("id"), List.of(columns));
  }

  @Test
  void everythingThatIsMissingIsSaidAtOnceAndBeforeARowIsSent() throws Exception {
    sis.run("CREATE TABLE sis.photos (id int, photo bytea, taken text, day date)");
    try (JdbcRun run =
        new JdbcRun(
            sis.settings(
                pupils("name", "wrong"),
                JdbcResource.table("ghosts", "sis.pupils_", "", List.of("id"), List.of("x")),
                JdbcResource.table(
                    "photos", "sis.photos", "taken", List.of("id"), List.of("photo")),
                JdbcResource.table("days", "sis.photos", "day", List.of("id"), List.of("day"))))) {

      List<SourceRecord> records = run.untilTold();

      assertThat(records).extracting(SourceRecord::topic).containsExactly("everett.control.status");
      assertThat(errors())
          .containsExactly(
              "everett.sis: held, tried again: table sis.pupils: column 'wrong' is missing;"
                  + " table sis.pupils_ does not exist, or the user may not see it;"
                  + " table sis.photos: column 'photo' holds bytes; collect it as text by query;"
                  + " table sis.photos: changedColumn 'taken' is neither a timestamp nor a date;"
                  + " table sis.photos: changedColumn 'day' holds days; the overlap must be longer"
                  + " than one");
    }
  }

  @Test
  void aHeldDatabaseIsSaidOnceTriedEverMoreSeldomAndReadWhenItWasMended() throws Exception {
    try (JdbcRun run = new JdbcRun(sis.settings(pupils("grade")))) {
      run.untilTold();
      run.later(Duration.ofSeconds(1));
      assertThat(run.quietLook()).isEmpty();
      sis.run("ALTER TABLE sis.pupils ADD grade text");
      run.later(Duration.ofMinutes(5));

      List<SourceRecord> records = run.untilTold();

      assertThat(Taken.rows(records, TOPIC)).hasSize(3);
      assertThat(run.status()).doesNotContain("held");
      assertThat(errors()).hasSize(1);
    }
  }

  @Test
  void aDatabaseThatCannotBeReachedIsHeld() throws Exception {
    JdbcSourceSettings.Login nowhere =
        new JdbcSourceSettings.Login("jdbc:postgresql://localhost:1/sis", "hallpass", "CANARY");
    try (JdbcRun run = new JdbcRun(Sis.settings(nowhere, pupils("name")))) {

      run.untilTold();

      assertThat(run.status())
          .isEqualTo("{\"held\":[\"the database cannot be reached (SQLSTATE 08001)\"]}");
    }
  }

  @Test
  void aDriverThatIsNotThereIsSaid() throws Exception {
    JdbcSourceSettings.Login other =
        new JdbcSourceSettings.Login("jdbc:sqlserver://localhost", "hallpass", "CANARY");
    try (JdbcRun run = new JdbcRun(Sis.settings(other, pupils("name")))) {

      run.untilTold();

      assertThat(run.status()).contains("no JDBC driver for this URL");
    }
  }

  @Test
  void aWrongPasswordIsHeldAndReadOnceItIsRight() throws Exception {
    sis.run("DROP ROLE IF EXISTS reader", "CREATE ROLE reader LOGIN PASSWORD 'other'");
    sis.run("GRANT USAGE ON SCHEMA sis TO reader", "GRANT SELECT ON sis.pupils TO reader");
    askForPasswords("reader");
    try (JdbcRun run = new JdbcRun(Sis.settings(sis.login("reader", "CANARY"), pupils("name")))) {
      run.untilTold();
      assertThat(run.status())
          .isEqualTo(
              "{\"held\":[\"the database refuses user 'reader' with this password (SQLSTATE"
                  + " 28P01)\"]}");
      assertThat(errors()).hasSize(1).noneMatch(line -> line.contains("CANARY"));
      sis.run("ALTER ROLE reader PASSWORD 'CANARY'");
      run.later(Duration.ofMinutes(5));

      assertThat(Taken.rows(run.untilTold(), TOPIC)).hasSize(3);
    }
  }

  private static void askForPasswords(String user) throws Exception {
    try (Connection connection = sis.connection();
        Statement statement = connection.createStatement()) {
      Path hba;
      try (ResultSet file = statement.executeQuery("SHOW hba_file")) {
        file.next();
        hba = Path.of(file.getString(1));
      }
      Files.writeString(hba, "host all " + user + " all scram-sha-256\n" + Files.readString(hba));
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  @Test
  void aLockThatIsNotGivenUpIsHeldWithItsTable() throws Exception {
    sis.run("ALTER ROLE postgres SET lock_timeout = '50ms'");
    try (Connection other = sis.connection();
        Statement statement = other.createStatement();
        JdbcRun run = new JdbcRun(sis.settings(pupils("name")))) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE sis.pupils IN ACCESS EXCLUSIVE MODE");
      run.untilTold();
      assertThat(run.status())
          .isEqualTo(
              "{\"held\":[\"table sis.pupils: the database ran into a lock or statement time-out"
                  + " (SQLSTATE 55P03)\"]}");
      other.rollback();
      run.later(Duration.ofMinutes(5));

      assertThat(Taken.rows(run.untilTold(), TOPIC)).hasSize(3);
    } finally {
      sis.run("ALTER ROLE postgres RESET lock_timeout");
    }
  }

  @Test
  void aPassThatTheDatabaseBreaksOffHasNoMarkersAndBeginsAnew() throws Exception {
    try (JdbcRun run = new JdbcRun(sis.settings(pupils("name")))) {
      List<SourceRecord> begun = run.poll();
      run.commit(begun);
      sis.run(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE application_name = 'hallpass everett.sis'");
      List<SourceRecord> broken = run.untilTold();
      assertThat(run.status()).contains("table sis.pupils: the database");
      assertThat(Taken.markers(broken, TOPIC)).isEmpty();
      run.later(Duration.ofMinutes(5));

      List<SourceRecord> whole = run.untilTold();

      assertThat(Taken.rows(whole, TOPIC)).hasSize(3);
      assertThat(Taken.markers(whole, TOPIC)).hasSize(3);
      assertThat(Taken.position(whole.get(0))).isGreaterThan(Taken.position(begun.get(0)));
      assertThat(run.status()).doesNotContain("held");
    }
  }

  @Test
  void aQueryThatFailsIsSaidWithoutTheServersWords() throws Exception {
    JdbcResource query =
        JdbcResource.query(
            "pupils", "SELECT id, name::int AS n FROM sis.pupils", "", List.of("id"), List.of("n"));
    try (JdbcRun run = new JdbcRun(sis.settings(query))) {

      run.untilTold();

      assertThat(run.status())
          .isEqualTo("{\"held\":[\"query pupils: the database refused (SQLSTATE 22P02)\"]}");
      assertThat(log.list).noneMatch(event -> event.getFormattedMessage().contains("CANARY"));
      assertThat(log.list).allMatch(event -> event.getThrowableProxy() == null);
    }
  }
}
