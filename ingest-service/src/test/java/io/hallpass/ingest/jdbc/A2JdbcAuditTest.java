package io.hallpass.ingest.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class A2JdbcAuditTest {
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
  void schema() throws Exception {
    sis.run("DROP SCHEMA IF EXISTS sis CASCADE", "CREATE SCHEMA sis");
  }

  /** A vendor renames a column of pupils; that night a parent says no. */
  @Test
  void aDenialIsReadAlthoughAnotherTableOfItsSourceIsHeld() throws Exception {
    sis.run(
        "CREATE TABLE sis.pupils (id int PRIMARY KEY, name text)",
        "INSERT INTO sis.pupils VALUES (1, 'Ann')",
        "CREATE TABLE sis.forms (no int PRIMARY KEY, pupil int, updated timestamp)");
    JdbcResource pupils =
        JdbcResource.table("pupils", "sis.pupils", "", List.of("id"), List.of("name"));
    JdbcResource forms =
        JdbcResource.table("forms", "sis.forms", "updated", List.of("no"), List.of("pupil"));
    try (JdbcRun run = new JdbcRun(sis.settings(pupils, forms))) {
      run.untilTold();
      sis.run(
          "ALTER TABLE sis.pupils RENAME name TO first_name",
          "INSERT INTO sis.forms VALUES (17, 1, '2026-08-01 09:00')");
      run.later(Duration.ofMinutes(2));
      List<SourceRecord> records = run.untilTold();
      System.out.println("FORMS " + Taken.rows(records, "everett.raw.sis.forms") + " " + run.status());
      assertThat(Taken.rows(records, "everett.raw.sis.forms")).hasSize(1);
    }
  }

  /** Of two rows of one key the first stands. */
  @Test
  void aSecondRowOfAKeyIsRejectedInALookForChangesToo() throws Exception {
    sis.run(
        "CREATE TABLE sis.pupils (id int, name text, updated timestamp)",
        "INSERT INTO sis.pupils VALUES (1, 'Ann', '2026-08-01 07:00')");
    JdbcResource pupils =
        JdbcResource.table("pupils", "sis.pupils", "updated", List.of("id"), List.of("name"));
    try (JdbcRun run = new JdbcRun(sis.settings(pupils))) {
      run.untilTold();
      sis.run("INSERT INTO sis.pupils VALUES (1, 'Bo', '2026-08-01 09:00')");
      run.later(Duration.ofMinutes(2));
      List<SourceRecord> records = run.untilTold();
      System.out.println("DUP " + Taken.rows(records, "everett.raw.sis.pupils"));
      assertThat(Taken.rows(records, "everett.raw.sis.pupils")).noneMatch(row -> row.contains("Bo"));
    }
  }

}
