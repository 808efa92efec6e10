package io.hallpass.ingest.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tables that are published whole: nothing in the publication says that a column is another. */
class ReplacedColumnTest {
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
        "CREATE TABLE " + table + " (id int, code text, other text)",
        "INSERT INTO " + table + " VALUES (1, 'IEP')");
    CdcRun run = new CdcRun(database, settings(table));
    run.untilMarkers(topic(table));
    return run;
  }

  private static PostgresCdcSettings settings(String table) {
    return database.settings(
        table, CapturedTable.of(table, table, List.of("id"), List.of("code"), true));
  }

  private static String topic(String table) {
    return "everett.raw." + table + "." + table;
  }

  private static String published(String table) throws Exception {
    PostgresCdcSettings settings = settings(table);
    try (Slots slots = new Slots(settings)) {
      assertThat(slots.problems(settings)).isEmpty();
      return slots.published(settings);
    }
  }

  @Test
  void whatADroppedColumnHeldIsTakenBackThoughOneOfItsNameCame() throws Exception {
    try (CdcRun run = follow("needs")) {
      run.stop();
      database.run("BEGIN; ALTER TABLE needs DROP code; ALTER TABLE needs ADD code text; COMMIT");
      run.restart();

      List<SourceRecord> again = run.untilMarkers(topic("needs"));

      assertThat(Taken.rows(again, topic("needs")))
          .containsExactly("{\"id\":\"1\"}={\"id\":\"1\",\"code\":null}");
    }
  }

  @Test
  void aColumnThatIsRewrittenBetweenTwoLooksIsReadAnew() throws Exception {
    try (CdcRun run = follow("grades")) {
      database.run("ALTER TABLE grades ALTER code TYPE text USING lower(code)");

      List<SourceRecord> again = run.untilMarkers(topic("grades"));

      assertThat(Taken.rows(again, topic("grades")))
          .containsExactly("{\"id\":\"1\"}={\"id\":\"1\",\"code\":\"iep\"}");
    }
  }

  @Test
  void whatLeavesTheValuesOfCollectedColumnsIsNoReasonToReadThemAgain() throws Exception {
    try (CdcRun run = follow("quiet")) {
      run.stop();
      String before = published("quiet");
      database.run(
          "ALTER TABLE quiet ADD ssn text",
          "ALTER TABLE quiet ALTER other TYPE varchar(9) USING lower(other)",
          "ALTER TABLE quiet DROP other",
          "UPDATE quiet SET code = '504'",
          "VACUUM FULL quiet",
          "ANALYZE quiet",
          "TRUNCATE quiet");

      assertThat(published("quiet")).isEqualTo(before);
    }
  }
}
