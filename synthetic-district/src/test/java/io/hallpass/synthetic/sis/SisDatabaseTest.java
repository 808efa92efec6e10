package io.hallpass.synthetic.sis;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.synthetic.DayOfChanges;
import io.hallpass.synthetic.SisServer;
import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.sis.SisChanges.Operation;
import io.hallpass.synthetic.sis.SisChanges.RowChange;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SisDatabaseTest {
  private static final long SEED = 12;

  private static EmbeddedPostgres postgres;

  private final SyntheticDistrict district = SyntheticDistrict.of(SEED, 2000);
  private Connection connection;

  @BeforeAll
  static void start() throws IOException {
    postgres = SisServer.start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = postgres.getPostgresDatabase().getConnection();
  }

  @AfterEach
  void drop() throws SQLException {
    execute("DROP SCHEMA IF EXISTS sis CASCADE");
    connection.close();
  }

  @Test
  void theDatabaseHoldsWhatTheDistrictSays() throws SQLException {
    Map<SisTable, Long> written = SisDatabase.create(connection, district);

    Map<String, Long> expected = new TreeMap<>();
    for (SisTable table : SisTable.values()) {
      expected.put(table.table(), table.rows(district).count());
      assertThat(written.get(table)).isEqualTo(expected.get(table.table())).isPositive();
    }
    assertThat(SisDump.of(connection).keySet()).isEqualTo(expected.keySet());
    SisDump.of(connection)
        .forEach(
            (table, rows) -> assertThat(rows).as(table).hasSize(expected.get(table).intValue()));
    assertThat(expected.get("pupil")).isEqualTo(2000);
    assertThat(expected.get("pupil_sped")).isBetween(240L, 340L);
    assertThat(expected.get("attend_day")).isBetween(1500L, 2300L);
  }

  @Test
  void awkwardTextComesBackAsItWas() throws SQLException {
    SisDatabase.create(connection, district);

    Map<Long, String> notes = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT note_no, note FROM sis.health_note")) {
      while (rows.next()) {
        notes.put(rows.getLong(1), rows.getString(2));
      }
    }

    List<SisRow> expected = SisTable.HEALTH_NOTE.rows(district).toList();
    assertThat(expected).allMatch(row -> row.value("note").equals(notes.get(row.value("note_no"))));
    assertThat(notes.values())
        .anyMatch(note -> note.contains("\n"))
        .anyMatch(note -> note.contains("\\"));
    assertThat(notes.values()).anyMatch(note -> note.length() > 6000);
  }

  @Test
  void aDayOfChangesLeavesWhatAFreshDatabaseOfThatDayHolds() throws SQLException {
    SisDatabase.create(connection, district);
    DayOfChanges first = DayOfChanges.after(district);
    DayOfChanges second = DayOfChanges.after(first.after());
    first.applyTo(connection);
    second.applyTo(connection);
    Map<String, Set<String>> changed = SisDump.of(connection);
    execute("DROP SCHEMA sis CASCADE");

    SisDatabase.create(connection, second.after());

    assertThat(changed).isEqualTo(SisDump.of(connection));
  }

  @Test
  void aDayInsertsUpdatesAndDeletesInTablesWithAndWithoutAPrimaryKey() {
    List<RowChange> changes = DayOfChanges.after(district).sisChanges();

    Map<SisTable, Set<Operation>> operations =
        changes.stream()
            .collect(
                Collectors.groupingBy(
                    RowChange::table,
                    Collectors.mapping(RowChange::operation, Collectors.toSet())));

    Operation[] all = Operation.values();
    assertThat(operations.get(SisTable.PUPIL)).containsExactlyInAnyOrder(all);
    assertThat(operations.get(SisTable.PUPIL_FLAG)).containsExactlyInAnyOrder(all);
    assertThat(operations.get(SisTable.AUDIT_LOG)).contains(Operation.UPDATE, Operation.DELETE);
    assertThat(operations.get(SisTable.INCIDENT)).contains(Operation.INSERT, Operation.DELETE);
    assertThat(operations.get(SisTable.PUPIL_SPED)).contains(Operation.UPDATE);
    assertThat(operations.get(SisTable.HEALTH_NOTE)).contains(Operation.UPDATE);
    assertThat(operations.get(SisTable.OPT_OUT_FORM)).contains(Operation.INSERT);
    assertThat(operations.get(SisTable.ATTEND_DAY)).contains(Operation.INSERT);
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
