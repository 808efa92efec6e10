package io.hallpass.ingest.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A database that lets nobody in any more holds its source, and goes on once it does again. */
final class RefusedDatabaseTest {
  private static VendorDatabase database;

  @BeforeAll
  static void start() throws Exception {
    database = new VendorDatabase();
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  private static PostgresCdcSettings settings(String table) {
    return database.settings(
        table, CapturedTable.of(table, table, List.of("id"), List.of("x"), false));
  }

  private static String topic(String table) {
    return "everett.raw." + table + "." + table;
  }

  private static String untilHeld(CdcRun run) throws Exception {
    List<SourceRecord> records =
        run.until(all -> all.stream().anyMatch(r -> Taken.text(r.value()).contains("held")));
    return Taken.text(records.get(records.size() - 1).value());
  }

  @Test
  void aLoginThatIsRefusedForAWhileLosesNothingAndAsksForNoSnapshot() throws Exception {
    database.run(
        "CREATE TABLE locked (id int PRIMARY KEY, x text)",
        "CREATE ROLE reader LOGIN REPLICATION PASSWORD 'postgres'",
        "GRANT SELECT ON locked TO reader");
    try (CdcRun run = new CdcRun(database, database.as("reader", settings("locked")))) {
      run.untilMarkers(topic("locked"));
      run.stop();
      database.run("ALTER ROLE reader NOLOGIN", "INSERT INTO locked VALUES (1, 'a')");
      run.restart();
      assertThat(untilHeld(run)).contains("database refuses user 'reader' (SQL state 28000)");

      database.run("ALTER ROLE reader LOGIN");

      List<SourceRecord> later = run.untilRows(topic("locked"), 1);
      assertThat(Taken.markers(later, topic("locked"))).as("of a snapshot").isEmpty();
    }
  }

  @Test
  void aPublicationThatIsGoneIsMissedAndASnapshotFollowsOnceItIsThere() throws Exception {
    database.run("CREATE TABLE hidden (id int PRIMARY KEY, x text)");
    try (CdcRun run = new CdcRun(database, settings("hidden"))) {
      run.untilMarkers(topic("hidden"));
      run.stop();
      database.run(
          "DROP PUBLICATION hallpass_everett_hidden", "INSERT INTO hidden VALUES (1, 'a')");
      run.restart();
      assertThat(untilHeld(run)).contains("publication hallpass_everett_hidden does not exist");

      database.run("CREATE PUBLICATION hallpass_everett_hidden FOR TABLE hidden (id, x)");

      assertThat(Taken.rows(run.untilMarkers(topic("hidden")), topic("hidden"))).hasSize(1);
    }
  }

  @Test
  void whatDebeziumSaysWhenItCannotBeginIsNotRepeated() throws Exception {
    database.run(
        "CREATE TABLE refused (id int PRIMARY KEY, x text)",
        "CREATE ROLE canary_4711 LOGIN PASSWORD 'postgres'",
        "GRANT SELECT ON refused TO canary_4711");
    try (CdcRun run = new CdcRun(database, database.as("canary_4711", settings("refused")))) {

      String held = untilHeld(run);

      assertThat(held).contains("database cannot be followed: ").doesNotContain("canary");
    }
  }

  @Test
  void aDatabaseThatLetsNobodyInForAWhileIsHeldAfterSomeTriesAndThenGoneOnWith() throws Exception {
    database.run(
        "CREATE TABLE busy (id int PRIMARY KEY, x text)",
        "CREATE ROLE guest LOGIN REPLICATION PASSWORD 'postgres'",
        "GRANT SELECT ON busy TO guest");
    PostgresCdcSettings settings =
        database.as("guest", settings("busy")).withConsents(Set.of("busy"));
    try (CdcRun run = new CdcRun(database, settings)) {
      run.untilMarkers(topic("busy"));
      run.stop();
      database.run("ALTER ROLE guest CONNECTION LIMIT 0", "INSERT INTO busy VALUES (1, 'a')");
      run.restart();
      assertThat(untilHeld(run)).contains("cannot be used (SQL state 53300); it is tried again");

      database.run("ALTER ROLE guest CONNECTION LIMIT -1");

      List<SourceRecord> later = run.untilRows(topic("busy"), 1);
      assertThat(later).as("of a snapshot, or a doubt").noneMatch(Taken::marker);
    }
  }

  @Test
  void aDatabaseThatCannotBeReachedIsInStatus() throws Exception {
    database.run("CREATE TABLE away (id int PRIMARY KEY, x text)");
    try (CdcRun run = new CdcRun(database, settings("away"))) {
      run.untilMarkers(topic("away"));
      run.reconfigure(database, settings -> at(1, settings));

      assertThat(untilHeld(run))
          .contains("database localhost:1/postgres cannot be reached (SQL state 08001)");
    }
  }

  private static PostgresCdcSettings at(int port, PostgresCdcSettings settings) {
    PostgresCdcSettings.Database there = settings.database();
    return PostgresCdcSettings.of(
        settings.district(),
        settings.source(),
        settings.partitions(),
        new PostgresCdcSettings.Database(
            there.host(), port, there.name(), there.user(), there.password(), "disable", ""),
        settings.tables());
  }
}
