package io.hallpass.ingest.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.runtime.topics.RawHeaders;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A key that changes is a deletion and a creation, of which the log may leave out a half. */
class ChangedKeyTest {
  private static final String NOTES = "everett.raw.rekey.notes";
  private static VendorDatabase database;

  @BeforeAll
  static void start() throws Exception {
    database = new VendorDatabase();
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  @Test
  void aRowWhoseKeyChangesKeepsItsLargeValue() throws Exception {
    database.run(
        "CREATE TABLE notes (id int PRIMARY KEY, body text)",
        "ALTER TABLE notes ALTER body SET STORAGE EXTERNAL",
        "INSERT INTO notes VALUES (1, repeat('x', 20000))");
    CapturedTable notes = CapturedTable.of("notes", "notes", List.of("id"), List.of("body"), false);
    try (CdcRun run = new CdcRun(database, database.settings("rekey", notes))) {
      run.untilMarkers(NOTES);
      database.run("UPDATE notes SET id = 2");

      List<SourceRecord> changes =
          run.until(all -> Taken.rows(all, NOTES).stream().anyMatch(r -> r.startsWith(key(2))));

      assertThat(changes).allMatch(r -> RawHeaders.unchanged(Taken.headers(r)).isEmpty());
      assertThat(Taken.rows(changes, NOTES))
          .contains(key(2) + "{\"id\":\"2\",\"body\":\"" + "x".repeat(20_000) + "\"}");
    }
  }

  private static String key(int id) {
    return "{\"id\":\"" + id + "\"}=";
  }
}
