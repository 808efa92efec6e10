package io.hallpass.ingest.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcSourceTaskTest {
  private static final String TOPIC = "everett.raw.sis.pupils";
  private static final JdbcResource PUPILS =
      JdbcResource.table("pupils", "sis.pupils", "updated", List.of("id"), List.of("name"));

  private static Sis sis;

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
    sis.run(
        "DROP SCHEMA IF EXISTS sis CASCADE",
        "CREATE SCHEMA sis",
        "CREATE TABLE sis.pupils (id int PRIMARY KEY, name text, ssn text DEFAULT 'CANARY1',"
            + " password text DEFAULT 'CANARY2', updated timestamp)",
        "INSERT INTO sis.pupils (id, name, updated) VALUES (1, 'Ann', '2026-08-01 07:00'),"
            + " (2, 'Bo', '2026-08-01 08:00'), (3, 'Cy', null)");
  }

  private static String row(int id, String name) {
    return "{\"id\":\"" + id + "\"}={\"id\":\"" + id + "\",\"name\":\"" + name + "\"}";
  }

  private static List<Long> positions(List<SourceRecord> records) {
    return records.stream()
        .filter(record -> record.topic().equals(TOPIC))
        .map(Taken::position)
        .distinct()
        .toList();
  }

  @Test
  void theFirstPassIsWholeAndEndsWithMarkersAtItsPosition() throws Exception {
    try (JdbcRun run = new JdbcRun(sis.settings(PUPILS))) {

      List<SourceRecord> records = run.untilTold();

      assertThat(Taken.rows(records, TOPIC))
          .containsExactly(row(1, "Ann"), row(2, "Bo"), row(3, "Cy"));
      assertThat(Taken.markers(records, TOPIC)).containsExactly(0, 1, 2);
      assertThat(positions(records)).hasSize(1);
      assertThat(run.status()).contains("\"pupils\":{\"rows\":3,\"rejected\":0,\"complete\":true}");
    }
  }

  @Test
  void onlyMappedColumnsAreAskedFor() throws Exception {
    sis.run(
        "DROP ROLE IF EXISTS reader",
        "CREATE ROLE reader LOGIN PASSWORD 'reader'",
        "GRANT USAGE ON SCHEMA sis TO reader",
        "GRANT SELECT (id, name, updated) ON sis.pupils TO reader");
    try (JdbcRun run = new JdbcRun(Sis.settings(sis.login("reader", "reader"), PUPILS))) {
      run.untilTold();
      sis.run("UPDATE sis.pupils SET name = 'Bob', updated = '2026-09-01 09:00' WHERE id = 2");

      run.changes();

      assertThat(Taken.rows(run.all(), TOPIC)).hasSize(4).last().isEqualTo(row(2, "Bob"));
      assertThat(run.all()).noneMatch(record -> Taken.everything(record).contains("CANARY"));
      assertThat(run.all()).noneMatch(record -> Taken.text(record.value()).contains("updated"));
    } finally {
      sis.run("DROP OWNED BY reader", "DROP ROLE reader");
    }
  }

  @Test
  void aChangedRowComesWithTheNextLookAndALaterPosition() throws Exception {
    try (JdbcRun run = new JdbcRun(sis.settings(PUPILS))) {
      List<SourceRecord> first = run.untilTold();
      sis.run("UPDATE sis.pupils SET name = 'Bob', updated = '2026-09-01 09:59' WHERE id = 2");

      List<SourceRecord> changes = run.changes();

      assertThat(Taken.rows(changes, TOPIC)).containsExactly(row(2, "Bob"));
      assertThat(Taken.markers(changes, TOPIC)).isEmpty();
      assertThat(positions(changes).get(0)).isGreaterThan(positions(first).get(0));
    }
  }

  @Test
  void rowsOfOneMomentAreNotLostAtAPageBorder() throws Exception {
    sis.run(
        "CREATE TYPE sis.term AS ENUM ('spring', 'fall')",
        "CREATE TABLE sis.places (pupil int, term sis.term, room text, updated timestamptz,"
            + " PRIMARY KEY (pupil, term))");
    JdbcResource places =
        JdbcResource.table(
            "places", "sis.places", "updated", List.of("pupil", "term"), List.of("room"));
    try (JdbcRun run = new JdbcRun(sis.settings(places))) {
      run.untilTold();
      sis.run(
          "INSERT INTO sis.places SELECT p, t::sis.term, p || t, '2026-09-01 10:00:00.000001+02'"
              + " FROM generate_series(1, 5) p, unnest(ARRAY['fall', 'spring']) t");

      List<SourceRecord> changes = run.changes();

      assertThat(Taken.rows(changes, "everett.raw.sis.places"))
          .hasSize(10)
          .doesNotHaveDuplicates()
          .contains(
              "{\"pupil\":\"5\",\"term\":\"fall\"}="
                  + "{\"pupil\":\"5\",\"term\":\"fall\",\"room\":\"5fall\"}");
    }
  }

  @Test
  void aRowWhoseTransactionWasCommittedLateIsReadAlthoughItsMomentIsOlder() throws Exception {
    try (JdbcRun run = new JdbcRun(sis.settings(PUPILS));
        Connection late = sis.connection();
        Statement statement = late.createStatement()) {
      run.untilTold();
      late.setAutoCommit(false);
      statement.execute(
          "UPDATE sis.pupils SET name = 'Anna', updated = '2026-09-01 09:58' WHERE id = 1");
      sis.run("UPDATE sis.pupils SET name = 'Bob', updated = '2026-09-01 10:00' WHERE id = 2");
      assertThat(Taken.rows(run.changes(), TOPIC)).containsExactly(row(2, "Bob"));
      late.commit();

      List<SourceRecord> changes = run.quietLook();

      assertThat(Taken.rows(changes, TOPIC)).containsExactly(row(1, "Anna"), row(2, "Bob"));
    }
  }

  @Test
  void rowsAreNotReadAgainForEverWhenNothingNewComes() throws Exception {
    try (JdbcRun run = new JdbcRun(sis.settings(PUPILS))) {
      run.untilTold();
      run.later(Sis.OVERLAP);
      assertThat(Taken.rows(run.changes(), TOPIC)).containsExactly(row(2, "Bo"));

      List<SourceRecord> changes = run.quietLook();

      assertThat(changes).isEmpty();
      sis.run("UPDATE sis.pupils SET updated = '2026-08-01 08:01' WHERE id = 3");
      assertThat(Taken.rows(run.changes(), TOPIC)).contains(row(3, "Cy"));
    }
  }

  @Test
  void aMomentFarAheadDoesNotHideTheChangesBeforeIt() throws Exception {
    sis.run("UPDATE sis.pupils SET updated = '2206-08-01' WHERE id = 1");
    sis.run("UPDATE sis.pupils SET updated = 'infinity' WHERE id = 2");
    try (JdbcRun run = new JdbcRun(sis.settings(PUPILS))) {
      run.untilTold();
      sis.run("UPDATE sis.pupils SET name = 'Cyd', updated = '2026-09-01 10:00' WHERE id = 3");

      assertThat(Taken.rows(run.changes(), TOPIC)).contains(row(3, "Cyd"));
    }
  }

  @Test
  void aDeletedRowIsMissingFromTheNextFullPassWhichSaysThatItIsComplete() throws Exception {
    try (JdbcRun run = new JdbcRun(sis.settings(PUPILS))) {
      List<SourceRecord> first = run.untilTold();
      sis.run("DELETE FROM sis.pupils WHERE id = 2");
      run.later(Duration.ofDays(1));

      List<SourceRecord> second = run.untilTold();

      assertThat(Taken.rows(second, TOPIC)).containsExactly(row(1, "Ann"), row(3, "Cy"));
      assertThat(Taken.markers(second, TOPIC)).containsExactly(0, 1, 2);
      assertThat(positions(second)).hasSize(1);
      assertThat(positions(second).get(0)).isGreaterThan(positions(first).get(0));
    }
  }

  @Test
  void aPassIsOfOneMomentForAllResources() throws Exception {
    sis.run(
        "CREATE TABLE sis.rooms (id int PRIMARY KEY, pupil int)",
        "INSERT INTO sis.rooms VALUES (7, 1)");
    JdbcResource rooms =
        JdbcResource.table("rooms", "sis.rooms", "", List.of("id"), List.of("pupil"));
    try (JdbcRun run = new JdbcRun(sis.settings(PUPILS, rooms))) {
      List<SourceRecord> begun = run.poll();
      sis.run("DELETE FROM sis.pupils", "UPDATE sis.rooms SET pupil = null");

      List<SourceRecord> rest = run.untilTold();

      assertThat(Taken.rows(begun, TOPIC)).containsExactly(row(1, "Ann"), row(2, "Bo"));
      assertThat(Taken.rows(rest, TOPIC)).containsExactly(row(3, "Cy"));
      assertThat(Taken.rows(rest, "everett.raw.sis.rooms"))
          .containsExactly("{\"id\":\"7\"}={\"id\":\"7\",\"pupil\":\"1\"}");
    }
  }

  @Test
  void aPassThatARestartBrokeOffBeginsAnewAtALaterPositionAndOnlyThatOneIsMarked()
      throws Exception {
    try (JdbcRun run = new JdbcRun(sis.settings(PUPILS))) {
      List<SourceRecord> begun = run.poll();
      run.commit(begun);
      run.restart();

      List<SourceRecord> whole = run.untilTold();

      assertThat(Taken.markers(begun, TOPIC)).isEmpty();
      assertThat(Taken.rows(whole, TOPIC)).hasSize(3);
      assertThat(Taken.markers(whole, TOPIC)).containsExactly(0, 1, 2);
      assertThat(positions(whole)).hasSize(1);
      assertThat(positions(whole).get(0)).isGreaterThan(positions(begun).get(0));
    }
  }

  @Test
  void afterARestartChangesGoOnWhereTheyWere() throws Exception {
    try (JdbcRun run = new JdbcRun(sis.settings(PUPILS))) {
      run.untilTold();
      run.restart();
      sis.run("UPDATE sis.pupils SET name = 'Bob', updated = '2026-09-01 10:00' WHERE id = 2");

      List<SourceRecord> changes = run.changes();

      assertThat(Taken.rows(changes, TOPIC)).contains(row(2, "Bob"));
      assertThat(Taken.markers(changes, TOPIC)).isEmpty();
    }
  }

  @Test
  void anotherMappingIsReasonForAFullPass() throws Exception {
    try (JdbcRun run = new JdbcRun(sis.settings(PUPILS))) {
      run.untilTold();

      run.reconfigure(
          sis.settings(
              JdbcResource.table("pupils", "sis.pupils", "updated", List.of("id"), List.of())));

      assertThat(Taken.rows(run.untilTold(), TOPIC))
          .first()
          .isEqualTo("{\"id\":\"1\"}={\"id\":\"1\"}");
      assertThat(Taken.markers(run.all(), TOPIC)).hasSize(6);
    }
  }

  @Test
  void aTableWithoutAColumnThatSaysWhatChangedIsReadInFullPassesOnly() throws Exception {
    JdbcResource plain =
        JdbcResource.table("pupils", "sis.pupils", "", List.of("id"), List.of("name"));
    try (JdbcRun run = new JdbcRun(sis.settings(plain))) {
      run.untilTold();
      sis.run("UPDATE sis.pupils SET name = 'Bob', updated = '2026-09-01 10:00' WHERE id = 2");
      assertThat(run.quietLook()).isEmpty();
      run.later(Duration.ofDays(1));

      assertThat(Taken.rows(run.untilTold(), TOPIC)).contains(row(2, "Bob"));
    }
  }

  @Test
  void aQueryIsReadAsATableIs() throws Exception {
    JdbcResource query =
        JdbcResource.query(
            "pupils",
            "SELECT id AS \"sourcedId\", upper(name) AS \"Name\", updated FROM sis.pupils",
            "updated",
            List.of("sourcedId"),
            List.of("Name"));
    try (JdbcRun run = new JdbcRun(sis.settings(query))) {
      run.untilTold();
      sis.run("UPDATE sis.pupils SET name = 'Bob', updated = '2026-09-01 10:00' WHERE id = 2");

      run.changes();

      assertThat(Taken.rows(run.all(), TOPIC))
          .contains("{\"sourcedId\":\"3\"}={\"sourcedId\":\"3\",\"Name\":\"CY\"}")
          .last()
          .isEqualTo("{\"sourcedId\":\"2\"}={\"sourcedId\":\"2\",\"Name\":\"BOB\"}");
    }
  }

  @Test
  void ofTwoRowsOfOneKeyTheFirstStandsAndThePassIsIncomplete() throws Exception {
    sis.run(
        "CREATE TABLE sis.loose (code text, \"odd \"\"name\" text)",
        "INSERT INTO sis.loose VALUES ('a', 'x'), ('a', 'x'), ('b', 'y'), ('b', 'z'), (' ', 'w'),"
            + " (null, 'v')");
    JdbcResource loose =
        JdbcResource.table("loose", "sis.loose", "", List.of("code"), List.of("odd \"name"));
    try (JdbcRun run = new JdbcRun(sis.settings(loose))) {

      List<SourceRecord> records = run.untilTold();

      assertThat(Taken.rows(records, "everett.raw.sis.loose")).hasSize(3);
      assertThat(Taken.rejects(records))
          .hasSize(3)
          .anyMatch(reject -> reject.startsWith("DUPLICATE_KEY code loose table sis.loose:"))
          .filteredOn(reject -> reject.startsWith("MISSING_KEY code loose table sis.loose:"))
          .hasSize(2);
      assertThat(Taken.markers(records, "everett.raw.sis.loose")).isEmpty();
      assertThat(Taken.incompleteMarkers(records, "everett.raw.sis.loose")).hasSize(3);
    }
  }

  @Test
  void valuesAreText() throws Exception {
    sis.run(
        "CREATE TABLE sis.kinds (id bigint PRIMARY KEY, d date, ts timestamp, tz timestamptz,"
            + " t time, n numeric(10,2), big numeric, f float8, b boolean, bits bit(5), u uuid,"
            + " j jsonb, words text[])",
        "INSERT INTO sis.kinds (id, d) VALUES (2, 'infinity')",
        "INSERT INTO sis.kinds VALUES (123456789012, '2012-02-03', '2024-05-01 13:45',"
            + " '2024-05-01 13:45:00.25+02', '08:30', 12.50, 1e10, 1e30, true, '01010',"
            + " 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{\"a\": 1}', '{a,b}')");
    JdbcResource kinds =
        JdbcResource.table(
            "kinds",
            "sis.kinds",
            "",
            List.of("id"),
            List.of("d", "ts", "tz", "t", "n", "big", "f", "b", "bits", "u", "j", "words"));
    try (JdbcRun run = new JdbcRun(sis.settings(kinds))) {

      List<SourceRecord> records = run.untilTold();

      assertThat(Taken.rows(records, "everett.raw.sis.kinds"))
          .containsExactly(
              "{\"id\":\"2\"}={\"id\":\"2\",\"d\":\"infinity\",\"ts\":null,\"tz\":null,\"t\":null,"
                  + "\"n\":null,\"big\":null,\"f\":null,\"b\":null,\"bits\":null,\"u\":null,"
                  + "\"j\":null,\"words\":null}",
              "{\"id\":\"123456789012\"}={\"id\":\"123456789012\",\"d\":\"2012-02-03\","
                  + "\"ts\":\"2024-05-01T13:45:00\",\"tz\":\"2024-05-01T11:45:00.25Z\","
                  + "\"t\":\"08:30:00\",\"n\":\"12.50\",\"big\":\"10000000000\","
                  + "\"f\":\"1000000000000000000000000000000\",\"b\":\"true\",\"bits\":\"01010\","
                  + "\"u\":\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\",\"j\":\"{\\\"a\\\": 1}\","
                  + "\"words\":\"{a,b}\"}");
    }
  }
}
