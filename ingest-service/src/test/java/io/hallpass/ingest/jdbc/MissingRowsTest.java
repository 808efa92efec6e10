package io.hallpass.ingest.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.ingest.Taken;
import io.hallpass.ingest.rest.Loss;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table that lacks too much takes nothing back until it is there again, or it is approved. */
class MissingRowsTest {
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
        "CREATE TABLE sis.pupils (id int PRIMARY KEY, name text, updated timestamp)");
    load();
  }

  private static void load() throws Exception {
    sis.run("INSERT INTO sis.pupils SELECT n, 'Ann', '2026-08-01' FROM generate_series(1, 30) n");
  }

  /** Everything was read, then so many rows were left, and the day's full pass was read. */
  private static List<SourceRecord> onlyLeft(JdbcRun run, int rows) throws Exception {
    run.untilTold();
    sis.run("DELETE FROM sis.pupils WHERE id > " + rows);
    run.later(Duration.ofDays(1));
    return run.untilTold();
  }

  private static JsonNode status(JdbcRun run) throws Exception {
    return new ObjectMapper().readTree(run.status());
  }

  private static String id(JdbcRun run) throws Exception {
    return status(run).path("decide").path(0).path("id").asText();
  }

  private static JdbcSourceSettings deciding(Set<String> approved, Set<String> discarded) {
    return sis.settings(PUPILS).withLoss(new Loss(10, approved, discarded));
  }

  @Test
  void aTableThatIsEmptyForAMomentTakesNothingBackAndIsReadAgainWithinTheHour() throws Exception {
    try (JdbcRun run = new JdbcRun(sis.settings(PUPILS))) {
      List<SourceRecord> empty = onlyLeft(run, 0);
      assertThat(Taken.markers(empty, TOPIC)).isEmpty();
      assertThat(Taken.incompleteMarkers(empty, TOPIC)).containsExactly(0, 1, 2);
      assertThat(status(run).path("held").path(0).asText())
          .startsWith("pupils: 0 rows, and the last complete pass had 30: 100 % are gone")
          .endsWith("approve or discard " + id(run));
      load();
      run.later(Duration.ofHours(1));

      List<SourceRecord> again = run.untilTold();

      assertThat(Taken.markers(again, TOPIC)).containsExactly(0, 1, 2);
      assertThat(run.status()).doesNotContain("held", "decide");
    }
  }

  @Test
  void aLossThatIsNotTooMuchIsTakenBack() throws Exception {
    try (JdbcRun run = new JdbcRun(sis.settings(PUPILS))) {

      assertThat(Taken.markers(onlyLeft(run, 27), TOPIC)).containsExactly(0, 1, 2);
    }
  }

  @Test
  void anApprovedLossIsReadAtOnceAndTakenBackAndNoLaterOneIs() throws Exception {
    try (JdbcRun run = new JdbcRun(sis.settings(PUPILS))) {
      onlyLeft(run, 20);
      run.reconfigure(deciding(Set.of(id(run) + "@2026-09-02T10:00:00Z"), Set.of()));

      List<SourceRecord> again = run.untilTold();

      assertThat(Taken.markers(again, TOPIC)).containsExactly(0, 1, 2);
      assertThat(run.status()).doesNotContain("held", "decide");
      sis.run("DELETE FROM sis.pupils");
      run.later(Duration.ofDays(1));
      assertThat(Taken.markers(run.untilTold(), TOPIC)).isEmpty();
    }
  }

  @Test
  void aDiscardedLossIsSaidAsSuchAndStaysUntilItIsApproved() throws Exception {
    try (JdbcRun run = new JdbcRun(sis.settings(PUPILS))) {
      onlyLeft(run, 0);
      run.reconfigure(deciding(Set.of(), Set.of(id(run))));

      List<SourceRecord> told = run.untilTold();

      assertThat(told).extracting(SourceRecord::topic).containsExactly("everett.control.status");
      assertThat(status(run).path("held").path(0).asText()).endsWith("(discarded)");
      assertThat(status(run).path("decide").path(0).path("reasons").path(0).asText())
          .startsWith("discarded: pupils: 0 rows");
    }
  }

  @Test
  void aHeldLossIsStillSaidAfterALookForChanges() throws Exception {
    try (JdbcRun run = new JdbcRun(sis.settings(PUPILS))) {
      onlyLeft(run, 0);
      String id = id(run);
      sis.run("INSERT INTO sis.pupils VALUES (31, 'Bo', '2026-09-02 10:00')");

      List<SourceRecord> changes = run.changes();

      assertThat(Taken.rows(changes, TOPIC)).hasSize(1);
      assertThat(id(run)).isEqualTo(id);
      assertThat(status(run).path("held")).hasSize(1);
    }
  }

  @Test
  void whatAnOlderVersionReadWholeIsComparedWith() {
    JdbcOffset read =
        JdbcOffset.of(
            Map.of(
                "position",
                5L,
                "status",
                "{\"resources\":{\"pupils\":{\"rows\":30,\"rejected\":0,\"complete\":true},"
                    + "\"forms\":{\"rows\":9,\"rejected\":1,\"complete\":false}}}"));

    assertThat(read.passes()).containsExactly(Map.entry("pupils", Passed.whole(5, 30)));
  }
}
