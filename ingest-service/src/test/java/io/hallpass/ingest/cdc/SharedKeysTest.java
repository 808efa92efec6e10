package io.hallpass.ingest.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.ingest.Taken;
import io.hallpass.runtime.config.ConfigException;
import java.sql.Connection;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tables in which the deletion of one row would take another one's record. */
class SharedKeysTest {
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
        table, CapturedTable.of(table, table, List.of("id"), List.of("x"), true));
  }

  private static List<String> apply(PostgresCdcSettings settings) throws Exception {
    try (Connection connection = database.connection()) {
      return CdcPublication.apply(connection, settings);
    }
  }

  @Test
  void aKeyThatRowsShareIsRefusedWhereNothingKeepsThemApart() throws Exception {
    database.run(
        "CREATE TABLE twice (id int, x text)", "INSERT INTO twice VALUES (4711, 'a'), (4711, 'b')");

    assertThatThrownBy(() -> apply(settings("twice")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("table public.twice: rows share the key [id]")
        .hasMessageNotContaining("4711");
  }

  @Test
  void aTableThatKeepsItsRowsApartIsNotLookedThrough() throws Exception {
    database.run(
        "CREATE TABLE apart (id int UNIQUE, x text)",
        "INSERT INTO apart VALUES (null, 'a'), (null, 'b')");

    assertThat(apply(settings("apart"))).hasSize(2);
  }

  @Test
  void rowsThatCameToShareAKeyHoldTheSourceWhereASnapshotWouldBegin() throws Exception {
    database.run("CREATE TABLE later (id json, x text)", "INSERT INTO later VALUES ('4711', 'a')");
    try (CdcRun run = new CdcRun(database, settings("later"))) {
      run.untilMarkers("everett.raw.later.later");
      run.stop();
      database.dropSlots("hallpass_everett_later");
      database.run("INSERT INTO later VALUES ('4711', 'b')");
      run.restart();

      List<SourceRecord> held =
          run.until(all -> all.stream().anyMatch(r -> Taken.text(r.value()).contains("held")));

      assertThat(Taken.text(held.get(held.size() - 1).value()))
          .contains("table public.later: rows share the key [id]")
          .doesNotContain("4711");
      assertThat(Taken.rows(held, "everett.raw.later.later")).isEmpty();
    }
  }
}
