package io.hallpass.ingest.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class A2CdcAuditTest {
  private static VendorDatabase database;

  @BeforeAll
  static void start() throws Exception {
    database = new VendorDatabase();
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  private static String topic(String table) {
    return "everett.raw." + table + "." + table;
  }

  private static CapturedTable table(String table, boolean full) {
    return CapturedTable.of(table, table, List.of("id"), List.of("x"), full);
  }

  private static long number(String sql) throws Exception {
    try (var c = database.connection();
        var s = c.createStatement();
        var r = s.executeQuery(sql)) {
      r.next();
      return r.getLong(1);
    }
  }

  private static List<SourceRecord> seconds(CdcRun run, int seconds) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    return run.until(records -> System.nanoTime() > end);
  }

  /** A held source with a gap keeps the server's log for a slot that it will never read again. */
  @Test
  void aSlotThatWillNotBeReadAgainKeepsNoLog() throws Exception {
    database.run(
        "CREATE TABLE wal (id int PRIMARY KEY, x text)",
        "INSERT INTO wal VALUES (1, 'a')");
    try (CdcRun run = new CdcRun(database, database.settings("wal", table("wal", false)))) {
      run.untilMarkers(topic("wal"));
      database.run("ALTER TABLE wal RENAME x TO y");
      run.until(
          records -> records.stream().anyMatch(r -> Taken.text(r.value()).contains("held")));
      database.run("CREATE TABLE filler (t text)",
          "INSERT INTO filler SELECT repeat('x', 1000) FROM generate_series(1, 20000)");
      seconds(run, 5);
      long kept = number("SELECT coalesce(max(pg_current_wal_lsn() - restart_lsn), 0)::bigint"
          + " FROM pg_replication_slots WHERE slot_name = 'hallpass_everett_wal'");
      System.out.println("KEPT " + kept);
      assertThat(kept).isLessThan(10_000_000);
    }
  }

  /** What apply mends while the source rests is a gap that nobody notices. */
  @Test
  void aTableThatWasOutOfThePublicationWhileTheSourceRestedIsReadAnew() throws Exception {
    database.run(
        "CREATE TABLE rested (id int PRIMARY KEY, x text)",
        "INSERT INTO rested VALUES (1, 'a'), (2, 'b')");
    PostgresCdcSettings settings = database.settings("rested", table("rested", false));
    try (CdcRun run = new CdcRun(database, settings)) {
      run.untilMarkers(topic("rested"));
      run.stop();
      database.run(
          "ALTER TABLE rested DROP x CASCADE", // out of the publication
          "ALTER TABLE rested ADD x text",
          "UPDATE rested SET x = 'new' WHERE id = 1",
          "DELETE FROM rested WHERE id = 2");
      try (var c = database.connection()) {
        System.out.println("MENDED " + CdcPublication.apply(c, settings)); // hallpass apply
      }
      database.run("INSERT INTO rested VALUES (3, 'c')");
      run.restart();
      List<SourceRecord> later = seconds(run, 25);
      List<String> rows = new ArrayList<>(Taken.rows(later, topic("rested")));
      System.out.println("RESTED " + rows);
      assertThat(rows).anyMatch(row -> row.contains("\"new\""));
    }
  }

  /** Of two equal rows of a table without a key one is deleted. */
  @Test
  void aRowThatIsThereTwiceIsNotGoneWhenOneOfThemIs() throws Exception {
    database.run(
        "CREATE TABLE twice (id int, x text)",
        "INSERT INTO twice VALUES (1, 'a'), (1, 'b')");
    try (CdcRun run = new CdcRun(database, database.settings("twice", table("twice", true)))) {
      List<SourceRecord> snapshot = run.untilMarkers(topic("twice"));
      System.out.println("TWICE " + Taken.rows(snapshot, topic("twice")) + " " + Taken.markers(snapshot, topic("twice")).size());
      database.run("DELETE FROM twice WHERE x = 'a'");
      List<SourceRecord> later = seconds(run, 6);
      System.out.println("TWICE " + Taken.rows(later, topic("twice")));
      assertThat(Taken.rows(later, topic("twice"))).noneMatch(row -> row.endsWith("=null"));
    }
  }

  /** Last year's partition is emptied, and detached. */
  @Test
  void rowsOfAPartitionThatIsEmptiedOrDetachedAreTakenBack() throws Exception {
    database.run(
        "CREATE TABLE parts (id int PRIMARY KEY, x text) PARTITION BY RANGE (id)",
        "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10)",
        "CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (10) TO (20)",
        "CREATE TABLE parts_3 PARTITION OF parts FOR VALUES FROM (20) TO (30)",
        "INSERT INTO parts VALUES (1, 'a'), (11, 'b'), (21, 'c')");
    try (CdcRun run = new CdcRun(database, database.settings("parts", table("parts", false)))) {
      List<SourceRecord> snapshot = run.untilMarkers(topic("parts"));
      System.out.println("PARTS " + Taken.rows(snapshot, topic("parts")));
      database.run("TRUNCATE parts_1", "ALTER TABLE parts DETACH PARTITION parts_2",
          "UPDATE parts SET x = 'd' WHERE id = 21");
      List<SourceRecord> later = seconds(run, 25);
      System.out.println("PARTS " + Taken.rows(later, topic("parts")) + " markers " + Taken.markers(later, topic("parts")).size());
      assertThat(Taken.rows(later, topic("parts")).size() + Taken.markers(later, topic("parts")).size()).isGreaterThan(1);
    }
  }
}
