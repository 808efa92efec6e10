package io.hallpass.ingest.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the log of a partitioned table does not say of its partitions. */
class PartitionedTableTest {
  private static VendorDatabase database;

  @BeforeAll
  static void start() throws Exception {
    database = new VendorDatabase();
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  private static CdcRun follow(String table) throws Exception {
    database.run(
        "CREATE TABLE " + table + " (id int PRIMARY KEY, x text) PARTITION BY RANGE (id)",
        "CREATE TABLE " + table + "_1 PARTITION OF " + table + " FOR VALUES FROM (0) TO (10)",
        "CREATE TABLE " + table + "_2 PARTITION OF " + table + " FOR VALUES FROM (10) TO (20)",
        "INSERT INTO " + table + " VALUES (1, 'a'), (11, 'b')");
    CapturedTable captured = CapturedTable.of(table, table, List.of("id"), List.of("x"), false);
    CdcRun run = new CdcRun(database, database.settings(table, captured));
    run.untilMarkers(topic(table));
    return run;
  }

  private static String topic(String table) {
    return "everett.raw." + table + "." + table;
  }

  private static String row(int id, String x) {
    return "{\"id\":\"" + id + "\"}={\"id\":\"" + id + "\",\"x\":\"" + x + "\"}";
  }

  @Test
  void rowsOfAPartitionThatIsEmptiedAreTakenBack() throws Exception {
    try (CdcRun run = follow("emptied")) {
      database.run("TRUNCATE emptied_1");

      List<SourceRecord> again = run.untilMarkers(topic("emptied"));

      assertThat(Taken.rows(again, topic("emptied"))).containsExactly(row(11, "b"));
    }
  }

  @Test
  void rowsOfAPartitionThatIsDetachedAreTakenBackAlsoWhereTheSourceRested() throws Exception {
    try (CdcRun run = follow("detached")) {
      run.stop();
      database.run("ALTER TABLE detached DETACH PARTITION detached_2");
      run.restart();

      List<SourceRecord> again = run.untilMarkers(topic("detached"));

      assertThat(Taken.rows(again, topic("detached"))).containsExactly(row(1, "a"));
    }
  }

  @Test
  void rowsThatComeWithAPartitionAreRead() throws Exception {
    try (CdcRun run = follow("attached")) {
      database.run(
          "CREATE TABLE attached_3 (id int PRIMARY KEY, x text)",
          "INSERT INTO attached_3 VALUES (21, 'c')",
          "ALTER TABLE attached ATTACH PARTITION attached_3 FOR VALUES FROM (20) TO (30)");

      List<SourceRecord> again = run.untilMarkers(topic("attached"));

      assertThat(Taken.rows(again, topic("attached"))).contains(row(21, "c"));
    }
  }

  @Test
  void rowsThatChangeInAPartitionAreFollowed() throws Exception {
    try (CdcRun run = follow("followed")) {
      database.run("UPDATE followed SET x = 'c' WHERE id = 11");

      List<SourceRecord> changes = run.untilRows(topic("followed"), 1);

      assertThat(Taken.rows(changes, topic("followed"))).containsExactly(row(11, "c"));
      assertThat(Taken.markers(changes, topic("followed"))).isEmpty();
    }
  }
}
