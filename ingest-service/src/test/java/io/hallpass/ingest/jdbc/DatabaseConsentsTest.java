package io.hallpass.ingest.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A vendor changes a table of pupils; that night a parent says no. */
class DatabaseConsentsTest {
  private static final String FORMS = "everett.raw.sis.forms";
  private static final String PUPILS = "everett.raw.sis.pupils";
  private static final String DENIAL = "INSERT INTO sis.forms VALUES (17, 1, '2026-09-01 10:01')";
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
  void tables() throws Exception {
    sis.run(
        "DROP SCHEMA IF EXISTS sis CASCADE",
        "CREATE SCHEMA sis",
        "CREATE TABLE sis.pupils (id int PRIMARY KEY, name text)",
        "INSERT INTO sis.pupils VALUES (1, 'Ann')",
        "CREATE TABLE sis.forms (no int PRIMARY KEY, pupil int, updated timestamp)",
        "INSERT INTO sis.forms VALUES (16, 2, '2026-08-01 09:00')");
  }

  private static JdbcSourceSettings settings(String changedColumn) {
    return sis.settings(
            JdbcResource.table("pupils", "sis.pupils", "", List.of("id"), List.of("name")),
            JdbcResource.table(
                "forms", "sis.forms", changedColumn, List.of("no"), List.of("pupil")))
        .withConsents(Set.of("forms"));
  }

  private static String form(int no, int pupil) {
    return "{\"no\":\"" + no + "\"}={\"no\":\"" + no + "\",\"pupil\":\"" + pupil + "\"}";
  }

  /** What a look gives after the next try is due: what is held, and then what is read of it. */
  private static List<SourceRecord> heldLook(JdbcRun run) throws Exception {
    run.later(Duration.ofMinutes(5));
    List<SourceRecord> records = new ArrayList<>(run.poll());
    run.commit(records);
    records.addAll(run.quietLook());
    return records;
  }

  @Test
  void aDenialIsReadAlthoughAnotherTableOfItsSourceIsHeld() throws Exception {
    try (JdbcRun run = new JdbcRun(settings("updated"))) {
      run.untilTold();
      sis.run("ALTER TABLE sis.pupils RENAME name TO first_name", DENIAL);

      List<SourceRecord> records = heldLook(run);

      assertThat(Taken.rows(records, FORMS)).contains(form(17, 1));
      assertThat(Taken.rows(records, PUPILS)).isEmpty();
      assertThat(Taken.markers(records, FORMS)).as("nothing is gone of a held source").isEmpty();
      assertThat(Taken.incompleteMarkers(records, FORMS)).as("the denials are known").isEmpty();
      assertThat(records)
          .filteredOn(record -> record.topic().equals("everett.control.status"))
          .isNotEmpty()
          .allMatch(r -> Taken.text(r.value()).contains("held"));
    }
  }

  @Test
  void aDenialIsReadAlthoughAQueryOfItsSourceDoesNotRunAnyMore() throws Exception {
    String query = "SELECT id, name FROM sis.pupils";
    JdbcSourceSettings settings =
        sis.settings(
                JdbcResource.query("pupils", query, "", List.of("id"), List.of("name")),
                JdbcResource.table("forms", "sis.forms", "", List.of("no"), List.of("pupil")))
            .withConsents(Set.of("forms"));
    try (JdbcRun run = new JdbcRun(settings)) {
      run.untilTold();
      run.later(Duration.ofDays(1));
      sis.run("ALTER TABLE sis.pupils RENAME name TO first_name", DENIAL);

      List<SourceRecord> records = heldLook(run);

      assertThat(Taken.rows(records, FORMS)).contains(form(17, 1));
      assertThat(Taken.text(records.get(0).value()))
          .contains("query pupils: the database has no such column (SQLSTATE 42703)");
    }
  }

  @Test
  void denialsGoOnComingWhileTheSourceIsHeldAndAfterARestart() throws Exception {
    try (JdbcRun run = new JdbcRun(settings("updated"))) {
      run.untilTold();
      sis.run("ALTER TABLE sis.pupils RENAME name TO first_name");
      heldLook(run);
      run.restart();
      sis.run(DENIAL);

      assertThat(Taken.rows(heldLook(run), FORMS)).contains(form(17, 1));
    }
  }

  @Test
  void aMendedSourceIsReadWholeAndItsEndsAreMarked() throws Exception {
    try (JdbcRun run = new JdbcRun(settings("updated"))) {
      run.untilTold();
      sis.run("ALTER TABLE sis.pupils RENAME name TO first_name");
      heldLook(run);
      sis.run(
          "ALTER TABLE sis.pupils RENAME first_name TO name",
          DENIAL,
          "DELETE FROM sis.forms WHERE no = 16");
      run.later(Duration.ofMinutes(5));

      List<SourceRecord> records = run.untilTold();

      assertThat(Taken.rows(records, PUPILS)).hasSize(1);
      assertThat(Taken.markers(records, PUPILS)).containsExactly(0, 1, 2);
      assertThat(Taken.markers(records, FORMS)).containsExactly(0, 1, 2);
      assertThat(run.status()).doesNotContain("held");
    }
  }

  @Test
  void denialsThatCannotBeReadCloseTheGateUntilTheyWereReadWhole() throws Exception {
    try (JdbcRun run = new JdbcRun(settings("updated"))) {
      run.untilTold();
      sis.run("ALTER TABLE sis.forms RENAME pupil TO child");
      List<SourceRecord> held = heldLook(run);
      assertThat(Taken.incompleteMarkers(held, FORMS)).containsExactly(0, 1, 2);
      run.restart();
      sis.run("ALTER TABLE sis.forms RENAME child TO pupil");
      run.later(Duration.ofMinutes(5));

      List<SourceRecord> mended = run.untilTold();

      assertThat(Taken.markers(mended, FORMS)).containsExactly(0, 1, 2);
      assertThat(Taken.position(mended.get(0))).isGreaterThan(Taken.position(held.get(0)));
    }
  }

  @Test
  void denialsThatTheUserMayNotReadAnyMoreCloseTheGate() throws Exception {
    sis.run(
        "DROP ROLE IF EXISTS clerk",
        "CREATE ROLE clerk LOGIN PASSWORD 'clerk'",
        "GRANT USAGE ON SCHEMA sis TO clerk",
        "GRANT SELECT ON sis.pupils, sis.forms TO clerk");
    JdbcSourceSettings all = settings("updated");
    JdbcSourceSettings settings =
        Sis.settings(sis.login("clerk", "clerk"), all.resources().toArray(JdbcResource[]::new))
            .withConsents(all.consents());
    try (JdbcRun run = new JdbcRun(settings)) {
      run.untilTold();
      sis.run("REVOKE SELECT ON sis.forms FROM clerk");

      List<SourceRecord> records = run.changes();

      assertThat(Taken.incompleteMarkers(records, FORMS)).containsExactly(0, 1, 2);
      assertThat(run.status()).contains("table sis.forms: the database does not let user 'clerk'");
    } finally {
      sis.run("DROP OWNED BY clerk", "DROP ROLE clerk");
    }
  }

  @Test
  void aDenialThatIsRefusedInALookForChangesClosesTheGate() throws Exception {
    sis.run("ALTER TABLE sis.forms DROP CONSTRAINT forms_pkey");
    try (JdbcRun run = new JdbcRun(settings("updated"))) {
      run.untilTold();
      sis.run("INSERT INTO sis.forms VALUES (16, 3, '2026-09-01 10:00')");

      List<SourceRecord> records = run.changes();

      assertThat(Taken.rejects(records)).anyMatch(reject -> reject.startsWith("DUPLICATE_KEY no"));
      assertThat(Taken.incompleteMarkers(records, FORMS)).containsExactly(0, 1, 2);
    }
  }

  @Test
  void denialsAreReadBeforeEverythingElse() throws Exception {
    try (JdbcRun run = new JdbcRun(settings(""))) {

      List<SourceRecord> first = run.poll();

      assertThat(Taken.rows(first, FORMS)).containsExactly(form(16, 2));
    }
  }
}
