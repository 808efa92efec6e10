package io.hallpass.ingest.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.row.RawRecords;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that a look for changes must not take as they are. */
class LookForChangesTest {
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
        "CREATE TABLE sis.pupils (id int, name text, updated timestamp)",
        "INSERT INTO sis.pupils VALUES (1, 'Ann', '2026-08-01 07:00')");
  }

  @Test
  void aSecondRowOfAKeyIsRejectedInALookForChangesToo() throws Exception {
    try (JdbcRun run = new JdbcRun(sis.settings(PUPILS))) {
      run.untilTold();
      sis.run(
          "INSERT INTO sis.pupils VALUES (1, 'Bo', '2026-09-01 09:00'),"
              + " (2, 'Cy', '2026-09-01 09:00')");

      List<SourceRecord> records = run.changes();

      assertThat(Taken.rows(records, TOPIC))
          .containsExactly("{\"id\":\"2\"}={\"id\":\"2\",\"name\":\"Cy\"}");
      assertThat(Taken.rejects(records))
          .anyMatch(reject -> reject.startsWith("DUPLICATE_KEY id pupils table sis.pupils:"));
    }
  }

  @Test
  void aRowThatIsThereTwiceWithTheSameCellsIsTaken() throws Exception {
    JdbcResource query =
        JdbcResource.query(
            "pupils",
            "SELECT p.* FROM sis.pupils p, generate_series(1, 2)",
            "updated",
            List.of("id"),
            List.of("name"));
    try (JdbcRun run = new JdbcRun(sis.settings(query))) {
      run.untilTold();
      sis.run("UPDATE sis.pupils SET name = 'Anna', updated = '2026-09-01 09:00'");

      List<SourceRecord> records = run.changes();

      assertThat(Taken.rows(records, TOPIC))
          .contains("{\"id\":\"1\"}={\"id\":\"1\",\"name\":\"Anna\"}");
      assertThat(Taken.rejects(records)).isEmpty();
    }
  }

  @Test
  void whereTheDatabaseSeesToTheKeyNobodyAsksForSecondRows() throws Exception {
    sis.run("CREATE UNIQUE INDEX ON sis.pupils (id)");
    try (Connection connection = sis.connection()) {
      Connection unasked =
          (Connection)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {Connection.class},
                  (proxy, method, arguments) -> {
                    assertThat(method.getName()).isNotEqualTo("prepareStatement");
                    return method.invoke(connection, arguments);
                  });

      assertThat(ContestedKeys.of(unasked, records(), PUPILS, HighWater.NONE)).isEmpty();
    }
  }

  /** As MySQL's driver does it with a day 0: it has a text and no form in Java. */
  @Test
  void aRowWhoseMomentCannotBeReadSaysNoMomentAndIsTaken() throws Exception {
    try (Connection connection = sis.connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, name, updated FROM sis.pupils")) {
      ResultSet refusing = withoutMoments(rows);
      RowMaker maker = new RowMaker(records(), PUPILS, 1);
      maker.rowsOf(refusing);
      rows.next();

      assertThat(maker.refuses(refusing)).isFalse();
      assertThat(maker.moment(refusing)).isNull();
      assertThat(maker.place(refusing).get(0)).isEqualTo("2026-08-01 07:00:00");
    }
  }

  private static RawRecords records() {
    return new RawRecords("everett", "sis", 1, Map.of());
  }

  private static ResultSet withoutMoments(ResultSet rows) {
    return (ResultSet)
        Proxy.newProxyInstance(
            LookForChangesTest.class.getClassLoader(),
            new Class<?>[] {ResultSet.class},
            (proxy, method, arguments) -> {
              if (arguments != null
                  && arguments.length == 2
                  && arguments[1] == LocalDateTime.class) {
                throw new SQLException("zero", "S1009");
              }
              try {
                return method.invoke(rows, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
