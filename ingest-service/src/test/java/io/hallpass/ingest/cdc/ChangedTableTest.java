package io.hallpass.ingest.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.ingest.Taken;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ChangedTableTest {
  private static final String STATUS = "everett.control.status";
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
        "CREATE TABLE " + table + " (id int PRIMARY KEY, x text)",
        "INSERT INTO " + table + " VALUES (1, 'a'), (2, 'b')");
    CapturedTable captured = CapturedTable.of(table, table, List.of("id"), List.of("x"), false);
    CdcRun run = new CdcRun(database, database.settings(table, captured));
    run.untilMarkers(topic(table));
    return run;
  }

  private static String topic(String table) {
    return "everett.raw." + table + "." + table;
  }

  private static List<SourceRecord> untilHeld(CdcRun run) throws Exception {
    return run.until(
        records ->
            records.stream()
                .anyMatch(r -> r.topic().equals(STATUS) && Taken.text(r.value()).contains("held")));
  }

  private static boolean active(String slot) {
    return slot("active AND slot_name = '" + slot + "'");
  }

  private static boolean slot(String condition) {
    try (var connection = database.connection();
        var statement = connection.createStatement();
        var found = statement.executeQuery("SELECT FROM pg_replication_slots WHERE " + condition)) {
      return found.next();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String said(List<SourceRecord> records) {
    return Taken.text(records.get(records.size() - 1).value());
  }

  @Test
  void aColumnThatNobodyMappedIsAddedRenamedAndDroppedUnnoticed() throws Exception {
    try (CdcRun run = follow("added")) {
      database.run(
          "ALTER TABLE added ADD ssn text DEFAULT 'CANARY'",
          "UPDATE added SET x = 'c' WHERE id = 1",
          "ALTER TABLE added RENAME ssn TO tax_no",
          "UPDATE added SET x = 'd' WHERE id = 1",
          "ALTER TABLE added DROP tax_no",
          "UPDATE added SET x = 'e' WHERE id = 1");

      List<SourceRecord> changes = run.untilRows(topic("added"), 3);

      assertThat(Taken.rows(changes, topic("added")))
          .containsExactly(
              "{\"id\":\"1\"}={\"id\":\"1\",\"x\":\"c\"}",
              "{\"id\":\"1\"}={\"id\":\"1\",\"x\":\"d\"}",
              "{\"id\":\"1\"}={\"id\":\"1\",\"x\":\"e\"}");
      assertThat(Taken.markers(changes, topic("added"))).isEmpty();
      assertThat(run.all()).noneMatch(record -> Taken.everything(record).contains("CANARY"));
    }
  }

  @Test
  void aRenamedColumnHoldsTheSourceAndASnapshotFollowsOnceItWasMended() throws Exception {
    try (CdcRun run = follow("renamed")) {
      long first = Taken.position(run.all().get(0));
      database.run(
          "ALTER TABLE renamed RENAME x TO y",
          "UPDATE renamed SET y = 'c' WHERE id = 1",
          "DELETE FROM renamed WHERE id = 2");
      List<SourceRecord> held = untilHeld(run);
      assertThat(said(held)).contains("column public.renamed.x does not exist");
      assertThat(Taken.rows(held, topic("renamed"))).isEmpty();
      run.restart();
      database.run("ALTER TABLE renamed RENAME y TO x");

      List<SourceRecord> again = run.untilMarkers(topic("renamed"));

      assertThat(Taken.rows(again, topic("renamed")))
          .containsExactly("{\"id\":\"1\"}={\"id\":\"1\",\"x\":\"c\"}");
      assertThat(again)
          .filteredOn(record -> record.topic().equals(topic("renamed")))
          .allMatch(record -> Taken.position(record) > first);
      assertThat(run.until(records -> records.stream().anyMatch(r -> r.topic().equals(STATUS))))
          .noneMatch(record -> Taken.text(record.value()).contains("held"));
    }
  }

  @Test
  void aDroppedColumnTakesItsTableOutOfThePublicationAndHoldsTheSource() throws Exception {
    try (CdcRun run = follow("dropped")) {
      database.run("ALTER TABLE dropped DROP x CASCADE");

      List<SourceRecord> held = untilHeld(run);

      assertThat(said(held)).contains("column public.dropped.x does not exist");
    }
  }

  @Test
  void aMappedColumnGetsAnotherTypeOnceItsTableIsOutOfThePublication() throws Exception {
    String retyped = "ALTER TABLE typed ALTER COLUMN x TYPE varchar(9)";
    try (CdcRun run = follow("typed")) {
      assertThatThrownBy(() -> database.run(retyped))
          .hasMessageContaining("cannot alter type of a column used by a publication WHERE clause");
      database.run(
          "ALTER PUBLICATION hallpass_everett_typed DROP TABLE typed",
          retyped + " USING upper(x)",
          "DELETE FROM typed WHERE id = 2");
      List<SourceRecord> held = untilHeld(run);
      run.publish(database);

      List<SourceRecord> again = run.untilMarkers(topic("typed"));

      assertThat(Taken.markers(held, topic("typed"))).isEmpty();
      assertThat(Taken.rows(again, topic("typed")))
          .containsExactly("{\"id\":\"1\"}={\"id\":\"1\",\"x\":\"A\"}");
    }
  }

  @Test
  void aTableTakenOutOfThePublicationHoldsTheSource() throws Exception {
    try (CdcRun run = follow("silent")) {
      database.run("ALTER PUBLICATION hallpass_everett_silent DROP TABLE silent");

      List<SourceRecord> held = untilHeld(run);

      assertThat(said(held))
          .contains("publication hallpass_everett_silent does not publish what is collected");
    }
  }

  @Test
  void afterASlotWasMadeAnewASnapshotRemovesWhatVanishedMeanwhile() throws Exception {
    try (CdcRun run = follow("anew")) {
      long first = Taken.position(run.all().get(0));
      run.stop();
      database.dropSlots("hallpass_everett_anew");
      database.run(
          "DELETE FROM anew WHERE id = 2",
          "SELECT pg_create_logical_replication_slot('hallpass_everett_anew', 'pgoutput')");
      run.restart();

      List<SourceRecord> again = run.untilMarkers(topic("anew"));

      assertThat(Taken.rows(again, topic("anew")))
          .containsExactly("{\"id\":\"1\"}={\"id\":\"1\",\"x\":\"a\"}");
      assertThat(Taken.position(again.get(0))).isGreaterThan(first);
    }
  }

  @Test
  void aSlotThatIsTakenAwayWhileItIsReadIsReplacedAndASnapshotTaken() throws Exception {
    try (CdcRun run = follow("taken")) {
      run.until(records -> active("hallpass_everett_taken"));
      database.run(
          "DO $$ BEGIN LOOP PERFORM pg_terminate_backend(active_pid) FROM pg_replication_slots"
              + " WHERE slot_name = 'hallpass_everett_taken' AND active; BEGIN PERFORM"
              + " pg_drop_replication_slot('hallpass_everett_taken'); EXIT; EXCEPTION WHEN"
              + " object_in_use THEN NULL; END; END LOOP; END $$",
          "DELETE FROM taken WHERE id = 2");

      List<SourceRecord> again = run.untilMarkers(topic("taken"));

      assertThat(Taken.rows(again, topic("taken")))
          .containsExactly("{\"id\":\"1\"}={\"id\":\"1\",\"x\":\"a\"}");
    }
  }

  @Test
  void aSlotThatWillNotBeReadAgainKeepsNoLog() throws Exception {
    try (CdcRun run = follow("kept")) {
      database.run("ALTER TABLE kept RENAME x TO y");
      untilHeld(run);

      run.until(records -> !slot("slot_name = 'hallpass_everett_kept'"));

      database.run("ALTER TABLE kept RENAME y TO x", "DELETE FROM kept WHERE id = 2");
      assertThat(Taken.rows(run.untilMarkers(topic("kept")), topic("kept"))).hasSize(1);
    }
  }

  @Test
  void aTableThatWasOutOfThePublicationWhileTheSourceRestedIsReadAnew() throws Exception {
    try (CdcRun run = follow("rested")) {
      run.stop();
      database.run(
          "ALTER TABLE rested DROP x CASCADE",
          "ALTER TABLE rested ADD x text",
          "UPDATE rested SET x = 'new' WHERE id = 1",
          "DELETE FROM rested WHERE id = 2");
      run.publish(database);
      run.restart();

      List<SourceRecord> again = run.untilMarkers(topic("rested"));

      assertThat(Taken.rows(again, topic("rested")))
          .containsExactly("{\"id\":\"1\"}={\"id\":\"1\",\"x\":\"new\"}");
    }
  }

  @Test
  void aTableThatWasOutOfThePublicationBetweenTwoLooksIsReadAnew() throws Exception {
    try (CdcRun run = follow("brief")) {
      database.run(
          "ALTER PUBLICATION hallpass_everett_brief DROP TABLE brief",
          "DELETE FROM brief WHERE id = 2",
          "ALTER PUBLICATION hallpass_everett_brief ADD TABLE brief (id, x)");

      List<SourceRecord> again = run.untilMarkers(topic("brief"));

      assertThat(Taken.rows(again, topic("brief"))).hasSize(1);
    }
  }
}
