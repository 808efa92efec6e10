package io.hallpass.ingest.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A log that cannot be read at one place, before which or behind which a denial may stand. */
class StuckLogTest {
  private static final String FORMS = "everett.raw.sis.forms";
  private static VendorDatabase database;

  @BeforeAll
  static void start() throws Exception {
    database = new VendorDatabase();
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  /** Between two failures the publication is looked at each time, as where a try takes long. */
  @Test
  void aPlaceThatIsReachedSlowlyClosesTheGateToo() throws Exception {
    database.run(
        "CREATE TABLE pupils (id int PRIMARY KEY, marks numeric[])",
        "CREATE TABLE forms (no int PRIMARY KEY, pupil int)");
    PostgresCdcSettings settings =
        database.settings(
            "sis",
            CapturedTable.of("pupils", "pupils", List.of("id"), List.of("marks"), false),
            CapturedTable.of("forms", "forms", List.of("no"), List.of("pupil"), false));
    try (CdcRun run =
        new CdcRun(
            database, settings.withConsents(Set.of("forms")), () -> new PostgresCdcSourceTask(0))) {
      run.untilMarkers(FORMS);
      database.run("INSERT INTO pupils VALUES (1, '{NaN}')", "INSERT INTO forms VALUES (17, 1)");

      run.until(all -> Taken.incompleteMarkers(all, FORMS).size() == 2);

      database.run("DELETE FROM pupils");
      List<SourceRecord> snapshot = run.untilMarkers(FORMS);
      assertThat(Taken.rows(snapshot, FORMS)).hasSize(1);
    }
  }
}
