package io.hallpass.ingest.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.ingest.Taken;
import io.hallpass.runtime.topics.RawHeaders;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresCdcSourceTaskTest {
  private static VendorDatabase database;

  @BeforeAll
  static void start() throws Exception {
    database = new VendorDatabase();
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  private static CapturedTable table(String name, String... columns) {
    return CapturedTable.of(name, name, List.of("id"), List.of(columns), false);
  }

  private static String topic(String source, String resource) {
    return "everett.raw." + source + "." + resource;
  }

  @Test
  void aSourceThatIsMadeAnewIsNewerThanOneOfItsNameThatWasRemoved() throws Exception {
    database.run("CREATE TABLE anew (id int PRIMARY KEY, x text)", "INSERT INTO anew VALUES (1)");
    long removed = System.currentTimeMillis();
    try (CdcRun run = new CdcRun(database, database.settings("anew", table("anew", "x")))) {

      List<SourceRecord> snapshot = run.untilMarkers(topic("anew", "anew"));

      assertThat(Taken.position(snapshot.get(0))).isGreaterThan(removed);
    }
  }

  @Test
  void snapshotsAndFollowsOnlyTheCollectedColumns() throws Exception {
    database.run(
        "CREATE TABLE pupils (id int PRIMARY KEY, first_name text, ssn text, password text)",
        "INSERT INTO pupils VALUES (1, 'Ann', 'CANARY1', 'CANARY2'), (2, 'Bo', 'CANARY3', null)",
        "CREATE TABLE none_yet (id int PRIMARY KEY, x text)");
    String pupils = topic("follow", "pupils");
    try (CdcRun run =
        new CdcRun(
            database,
            database.settings("follow", table("pupils", "first_name"), table("none_yet", "x")))) {
      List<SourceRecord> snapshot =
          run.until(
              records ->
                  Taken.markers(records, pupils).size() == 2
                      && Taken.markers(records, topic("follow", "none-yet")).size() == 2);
      database.run(
          "UPDATE pupils SET first_name = 'Anna', ssn = 'CANARY4' WHERE id = 1",
          "INSERT INTO pupils VALUES (3, null, 'CANARY5', 'CANARY6')",
          "UPDATE pupils SET id = 9 WHERE id = 2",
          "DELETE FROM pupils WHERE id = 3");

      List<SourceRecord> changes = run.untilRows(pupils, 5);

      assertThat(Taken.rows(snapshot, pupils))
          .containsExactly(
              "{\"id\":\"1\"}={\"id\":\"1\",\"first_name\":\"Ann\"}",
              "{\"id\":\"2\"}={\"id\":\"2\",\"first_name\":\"Bo\"}");
      assertThat(snapshot.stream().filter(r -> r.topic().contains(".raw.")).map(Taken::position))
          .hasSize(6)
          .containsOnly(Taken.position(snapshot.get(0)));
      assertThat(Taken.rows(changes, pupils))
          .containsExactly(
              "{\"id\":\"1\"}={\"id\":\"1\",\"first_name\":\"Anna\"}",
              "{\"id\":\"3\"}={\"id\":\"3\",\"first_name\":null}",
              "{\"id\":\"2\"}=null",
              "{\"id\":\"9\"}={\"id\":\"9\",\"first_name\":\"Bo\"}",
              "{\"id\":\"3\"}=null");
      assertThat(changes.stream().filter(r -> r.topic().equals(pupils)).map(Taken::position))
          .isSorted()
          .allMatch(position -> position >= Taken.position(snapshot.get(0)));
      assertThat(run.all()).noneMatch(record -> Taken.everything(record).contains("CANARY"));
    }
  }

  @Test
  void valuesAreText() throws Exception {
    database.run(
        "CREATE TYPE mood AS ENUM ('calm')",
        "CREATE TABLE kinds (id bigint PRIMARY KEY, d date, ts timestamp, tz timestamptz, t time,"
            + " n numeric(10,2), big numeric, f float8, r real, b boolean, u uuid, j jsonb,"
            + " words text[], numbers int[], raw bytea, bits bit(5), m mood, iv interval)",
        "INSERT INTO kinds VALUES (123456789012, '2012-02-03', '2024-05-01 13:45:00.5',"
            + " '2024-05-01 13:45:00+02', '08:30', 12.50, 1e10, 1e10, 0.1, true,"
            + " 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{\"a\": 1}', '{a,\"b c\",null}', '{1,2}',"
            + " '\\x0102', '01010', 'calm', '1 day 2 hours')",
        "INSERT INTO kinds (id, d, f) VALUES (2, 'infinity', 'NaN')");
    CapturedTable kinds =
        table(
            "kinds", "d", "ts", "tz", "t", "n", "big", "f", "r", "b", "u", "j", "words", "numbers",
            "raw", "bits", "m", "iv");
    try (CdcRun run = new CdcRun(database, database.settings("kinds", kinds))) {

      List<SourceRecord> records = run.untilMarkers(topic("kinds", "kinds"));

      String ofTheFirst =
          "\"d\":\"2012-02-03\",\"ts\":\"2024-05-01T13:45:00.5\",\"tz\":\"2024-05-01T11:45:00.000000Z\","
              + "\"t\":\"08:30:00\",\"n\":\"12.50\",\"big\":\"10000000000\",\"f\":\"10000000000\","
              + "\"r\":\"0.1\",\"b\":\"true\",\"u\":\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\","
              + "\"j\":\"{\\\"a\\\": 1}\",\"words\":\"[\\\"a\\\",\\\"b c\\\",null]\","
              + "\"numbers\":\"[1,2]\",\"raw\":\"AQI=\",\"bits\":\"01010\",\"m\":\"calm\","
              + "\"iv\":\"P0Y0M1DT2H0M0S\"}";
      assertThat(Taken.rows(records, topic("kinds", "kinds")))
          .hasSize(2)
          .anyMatch(row -> row.endsWith("{\"id\":\"123456789012\"," + ofTheFirst))
          .anyMatch(row -> row.contains("\"d\":\"infinity\"") && row.contains("\"f\":\"NaN\""));
    }
  }

  @Test
  void aLargeValueThatDidNotChangeIsLeftOutAndNamed() throws Exception {
    database.run(
        "CREATE TABLE notes (id int PRIMARY KEY, title text, body text)",
        "ALTER TABLE notes ALTER body SET STORAGE EXTERNAL",
        "INSERT INTO notes VALUES (1, 'a', repeat('x', 20000))");
    String notes = topic("toast", "notes");
    try (CdcRun run =
        new CdcRun(database, database.settings("toast", table("notes", "title", "body")))) {
      run.untilMarkers(notes);
      database.run("UPDATE notes SET title = 'b'", "UPDATE notes SET body = 'short'");

      List<SourceRecord> changes = run.untilRows(notes, 2);

      assertThat(Taken.rows(changes, notes))
          .containsExactly(
              "{\"id\":\"1\"}={\"id\":\"1\",\"title\":\"b\"}",
              "{\"id\":\"1\"}={\"id\":\"1\",\"title\":\"b\",\"body\":\"short\"}");
      List<SourceRecord> rows =
          changes.stream().filter(record -> record.topic().equals(notes)).toList();
      assertThat(RawHeaders.unchanged(Taken.headers(rows.get(0)))).containsExactly("body");
      assertThat(RawHeaders.unchanged(Taken.headers(rows.get(1)))).isEmpty();
    }
  }

  @Test
  void tablesWithoutAPrimaryKeyGoOnTakingUpdatesAndDeletes() throws Exception {
    database.run(
        "CREATE TABLE loose (id int, name text, ssn text)",
        "CREATE TABLE never_mapped (id int, name text)",
        "INSERT INTO loose VALUES (1, 'Ann', 'CANARY1')",
        "INSERT INTO never_mapped VALUES (1, 'x')");
    CapturedTable loose =
        CapturedTable.of("loose", "public.loose", List.of("id"), List.of("name"), true);
    String topic = topic("loose", "loose");
    try (CdcRun run = new CdcRun(database, database.settings("loose", loose))) {
      run.untilMarkers(topic);
      database.run(
          "UPDATE never_mapped SET name = 'y'",
          "DELETE FROM never_mapped",
          "UPDATE loose SET name = 'Anna', ssn = 'CANARY2'",
          "DELETE FROM loose");

      List<SourceRecord> changes = run.untilRows(topic, 2);

      assertThat(Taken.rows(changes, topic))
          .containsExactly(
              "{\"id\":\"1\"}={\"id\":\"1\",\"name\":\"Anna\"}", "{\"id\":\"1\"}=null");
      assertThat(run.all()).noneMatch(record -> Taken.everything(record).contains("CANARY"));
    }
  }

  @Test
  void aTruncateIsAMarkerBetweenTheRowsBeforeAndAfterIt() throws Exception {
    database.run(
        "CREATE TABLE emptied (id int PRIMARY KEY, x text)", "INSERT INTO emptied VALUES (1, 'a')");
    String emptied = topic("truncate", "emptied");
    try (CdcRun run = new CdcRun(database, database.settings("truncate", table("emptied", "x")))) {
      run.untilMarkers(emptied);
      database.run(
          "BEGIN; INSERT INTO emptied VALUES (2, 'b'); TRUNCATE emptied;"
              + " INSERT INTO emptied VALUES (3, 'c'); COMMIT");

      List<SourceRecord> changes = run.untilRows(emptied, 2);

      List<SourceRecord> raw =
          changes.stream().filter(record -> record.topic().equals(emptied)).toList();
      assertThat(raw.stream().map(Taken::marker)).containsExactly(false, true, true, false);
      assertThat(Taken.position(raw.get(0))).isLessThan(Taken.position(raw.get(1)));
      assertThat(Taken.position(raw.get(3))).isGreaterThanOrEqualTo(Taken.position(raw.get(2)));
    }
  }

  @Test
  void goesOnAfterARestartWithoutLossAndWithoutASecondSnapshot() throws Exception {
    database.run(
        "CREATE TABLE lasting (id int PRIMARY KEY, x text)", "INSERT INTO lasting VALUES (0, 'a')");
    String lasting = topic("restart", "lasting");
    try (CdcRun run = new CdcRun(database, database.settings("restart", table("lasting", "x")))) {
      run.untilMarkers(lasting);
      database.run("INSERT INTO lasting SELECT g, 'b' FROM generate_series(1, 50) g");
      SourceRecord tenth = null;
      int seen = 0;
      while (seen < 10) {
        for (SourceRecord record : run.uncommitted()) {
          if (record.topic().equals(lasting) && seen < 10) {
            run.commit(record);
            tenth = record;
            seen++;
          }
        }
      }
      run.stop();
      database.run("INSERT INTO lasting VALUES (51, 'while away')");
      run.restart();

      List<SourceRecord> rest = run.untilRows(lasting, 41);

      assertThat(Taken.rows(rest, lasting))
          .hasSize(41)
          .first()
          .asString()
          .startsWith("{\"id\":\"11\"}");
      assertThat(Taken.markers(rest, lasting)).isEmpty();
      assertThat(Taken.position(rest.get(0))).isGreaterThanOrEqualTo(Taken.position(tenth));
    }
  }

  @Test
  void heartbeatsMoveTheSlotOnAndStillResume() throws Exception {
    database.run(
        "CREATE TABLE quiet (id int PRIMARY KEY, x text)",
        "CREATE TABLE busy (id int)",
        "INSERT INTO quiet VALUES (1, 'a')");
    String quiet = topic("heartbeat", "quiet");
    try (CdcRun run = new CdcRun(database, database.settings("heartbeat", table("quiet", "x")))) {
      run.untilMarkers(quiet);
      long before = confirmed("hallpass_everett_heartbeat");
      database.run("INSERT INTO busy SELECT generate_series(1, 10000)");
      long written = currentLsn();
      run.until(records -> confirmed("hallpass_everett_heartbeat") > written);
      database.run("UPDATE quiet SET x = 'b'");
      run.restart();

      List<SourceRecord> records = run.untilRows(quiet, 1);

      assertThat(before).isLessThan(written);
      assertThat(Taken.rows(records, quiet)).allMatch(row -> row.contains("\"x\":\"b\""));
      assertThat(records)
          .filteredOn(record -> !record.topic().contains(".raw."))
          .allMatch(record -> record.topic().equals("everett.control.status"));
    }
  }

  @Test
  void anUnfinishedSnapshotIsTakenAgainAtALaterPosition() throws Exception {
    database.run(
        "CREATE TABLE half (id int PRIMARY KEY, x text)",
        "INSERT INTO half SELECT g, 'a' FROM generate_series(1, 10) g");
    String half = topic("half", "half");
    try (CdcRun run = new CdcRun(database, database.settings("half", table("half", "x")))) {
      SourceRecord row = null;
      while (row == null || row.key() == null) {
        row = run.uncommitted().stream().filter(isRow(half)).reduce((a, b) -> b).orElse(row);
      }
      run.commit(row);
      run.stop();
      database.run("DELETE FROM half WHERE id <= 5");
      run.restart();

      List<SourceRecord> again = run.untilMarkers(half);

      assertThat(Taken.rows(again, half)).hasSize(5);
      assertThat(Taken.position(again.get(0))).isGreaterThan(Taken.position(row));
    }
  }

  @Test
  void aSnapshotBeginsWhereASlotOfItsOwnBegins() throws Exception {
    database.run(
        "CREATE TABLE exact (id int PRIMARY KEY, x text)", "INSERT INTO exact VALUES (1, 'a')");
    try (CdcRun run = new CdcRun(database, database.settings("exact", table("exact", "x")))) {
      run.uncommitted();
      run.stop();
      database.run("INSERT INTO exact VALUES (2, 'b')");
      long written = currentLsn();
      run.restart();

      run.uncommitted();

      assertThat(confirmed("hallpass_everett_exact")).isGreaterThanOrEqualTo(written);
    }
  }

  @Test
  void whatASourceLeftIsTakenAwayOnceNobodyFollowsIt() throws Exception {
    database.run("CREATE TABLE left_over (id int PRIMARY KEY, x text)");
    PostgresCdcSettings settings = database.settings("left", table("left_over", "x"));
    List<String> removal = CdcRemoval.statements(settings.slot(), settings.publication());
    String slots =
        "SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'hallpass_everett_left'";
    try (CdcRun run = new CdcRun(database, settings)) {
      run.until(records -> number(slots + " AND active") == 1);
      try (var connection = database.connection()) {
        assertThatThrownBy(() -> CdcRemoval.run(connection, removal, Duration.ZERO))
            .as("somebody follows it")
            .isInstanceOf(SQLException.class);
      }
    }

    try (var connection = database.connection()) {
      CdcRemoval.run(connection, removal, Duration.ofSeconds(30));
      CdcRemoval.run(connection, removal, Duration.ZERO);
    }

    assertThat(number(slots)).isZero();
    assertThat(number("SELECT count(*) FROM pg_publication WHERE pubname LIKE '%_left'")).isZero();
  }

  @Test
  void anotherMappedColumnMakesANewSnapshot() throws Exception {
    database.run(
        "CREATE TABLE wider (id int PRIMARY KEY, x text, y text)",
        "INSERT INTO wider VALUES (1, 'a', 'b')");
    String wider = topic("wider", "wider");
    try (CdcRun run = new CdcRun(database, database.settings("wider", table("wider", "x")))) {
      long first = Taken.position(run.untilMarkers(wider).get(0));
      run.reconfigure(database, settings -> database.settings("wider", table("wider", "x", "y")));

      List<SourceRecord> again = run.untilMarkers(wider);

      assertThat(Taken.rows(again, wider))
          .containsExactly("{\"id\":\"1\"}={\"id\":\"1\",\"x\":\"a\",\"y\":\"b\"}");
      assertThat(Taken.position(again.get(0))).isGreaterThan(first);
    }
  }

  private static Predicate<SourceRecord> isRow(String topic) {
    return record -> record.topic().equals(topic) && record.key() != null;
  }

  private static long confirmed(String slot) {
    return number(
        "SELECT (confirmed_flush_lsn - '0/0'::pg_lsn)::bigint FROM pg_replication_slots WHERE"
            + " slot_name = '"
            + slot
            + "'");
  }

  private static long currentLsn() {
    return number("SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint");
  }

  private static long number(String sql) {
    try (var connection = database.connection();
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
