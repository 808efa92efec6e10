package io.hallpass.ingest.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The consent gate is told when denials may be missing, and when they are all there again. */
class CdcConsentsTest {
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

  @BeforeEach
  void tables() throws Exception {
    database.dropSlots("%");
    database.run(
        "DROP PUBLICATION IF EXISTS hallpass_everett_sis",
        "DROP TABLE IF EXISTS pupils, forms",
        "CREATE TABLE pupils (id int PRIMARY KEY, name text)",
        "CREATE TABLE forms (no int PRIMARY KEY, pupil int)",
        "INSERT INTO forms VALUES (16, 2)");
  }

  private static PostgresCdcSettings settings() {
    return database.settings(
        "sis",
        CapturedTable.of("pupils", "pupils", List.of("id"), List.of("name"), false),
        CapturedTable.of("forms", "forms", List.of("no"), List.of("pupil"), false));
  }

  private static CdcRun follow() throws Exception {
    CdcRun run = new CdcRun(database, settings().withConsents(Set.of("forms")));
    run.untilMarkers(FORMS);
    return run;
  }

  /** Without consents, and with a column that is renamed before the first look. */
  private static CdcRun heldFromTheFirst() throws Exception {
    CdcRun run = new CdcRun(database, settings());
    run.stop();
    database.run("ALTER TABLE pupils RENAME name TO first_name");
    run.restart();
    return run;
  }

  @Test
  void aHeldSourceClosesTheGateAndTheEndOfTheNextSnapshotOpensIt() throws Exception {
    try (CdcRun run = follow()) {
      database.run(
          "ALTER TABLE pupils RENAME name TO first_name", "INSERT INTO forms VALUES (17, 1)");
      List<SourceRecord> held =
          run.until(all -> all.stream().anyMatch(r -> Taken.text(r.value()).contains("held")));
      assertThat(Taken.incompleteMarkers(held, FORMS)).containsExactly(0, 1);
      database.run("ALTER TABLE pupils RENAME first_name TO name");

      List<SourceRecord> again = run.untilMarkers(FORMS);

      assertThat(Taken.rows(again, FORMS)).hasSize(2);
      assertThat(Taken.incompleteMarkers(again, FORMS)).as("said once").isEmpty();
      long doubt = held.stream().filter(Taken::marker).mapToLong(Taken::position).max().orElse(0);
      assertThat(again)
          .filteredOn(Taken::marker)
          .allMatch(marker -> Taken.position(marker) > doubt);
    }
  }

  @Test
  void aSourceThatIsMadeAnewIsNewerThanWhatLandedBeforeUnderItsName() throws Exception {
    long landedBefore = System.currentTimeMillis();

    try (CdcRun run = follow()) {
      assertThat(Taken.incompleteMarkers(run.all(), FORMS)).containsExactly(0, 1);
      assertThat(run.all())
          .filteredOn(record -> record.topic().equals(FORMS))
          .allMatch(record -> Taken.position(record) >= landedBefore);
      long doubt = Taken.position(run.all().get(0));
      assertThat(run.all().subList(2, run.all().size()))
          .filteredOn(Taken::marker)
          .allMatch(marker -> Taken.position(marker) > doubt);
    }
  }

  @Test
  void aSourceThatWasHeldBeforeItsFirstSnapshotIsNewerThanWhatLandedBeforeUnderItsName()
      throws Exception {
    long landedBefore = System.currentTimeMillis();
    try (CdcRun run = heldFromTheFirst()) {
      run.until(all -> all.stream().anyMatch(r -> Taken.text(r.value()).contains("held")));
      database.run("ALTER TABLE pupils RENAME first_name TO name");

      List<SourceRecord> snapshot = run.untilMarkers(FORMS);

      assertThat(snapshot)
          .filteredOn(record -> record.topic().equals(FORMS))
          .isNotEmpty()
          .allMatch(record -> Taken.position(record) >= landedBefore);
    }
  }

  @Test
  void aLostSlotClosesTheGateWhileTheSnapshotIsTaken() throws Exception {
    try (CdcRun run = follow()) {
      run.stop();
      database.dropSlots("hallpass_everett_sis");
      database.run("INSERT INTO forms VALUES (17, 1)");
      run.restart();

      List<SourceRecord> again = run.untilMarkers(FORMS);

      assertThat(again.subList(0, 2)).allMatch(Taken::marker);
      assertThat(Taken.incompleteMarkers(again.subList(0, 2), FORMS)).containsExactly(0, 1);
      assertThat(Taken.rows(again, FORMS)).hasSize(2);
    }
  }

  @Test
  void aRestartWithoutAGapSaysNothing() throws Exception {
    try (CdcRun run = follow()) {
      run.restart();
      database.run("INSERT INTO forms VALUES (17, 1)");

      assertThat(run.untilRows(FORMS, 1)).noneMatch(Taken::marker);
    }
  }
}
