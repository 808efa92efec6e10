package io.hallpass.ingest.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.row.RawRecords;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Full passes that take long, of databases that show rows as of one moment or do not. */
class IsolationTest {
  private static final String TOPIC = "everett.raw.sis.pupils";
  private static final JdbcResource PUPILS =
      JdbcResource.table("pupils", "sis.pupils", "updated", List.of("id"), List.of());
  private static final RawRecords RECORDS = new RawRecords("everett", "sis", 1, Map.of());
  private static final long TEN = Instant.parse("2026-09-01T10:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
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
        "CREATE TABLE sis.pupils (id int PRIMARY KEY, updated timestamp)",
        "INSERT INTO sis.pupils VALUES (1, '2026-08-01 07:00'), (5, '2026-08-01 07:00'),"
            + " (9, '2026-09-01 10:19')");
  }

  private static Readable readable() {
    return new Readable(sis.settings(PUPILS), List.of(), Set.of());
  }

  /** After a full pass of twenty minutes, a minute into which a pupil came who was not read. */
  private static JdbcOffset afterALongPass(String product) throws Exception {
    Connection connection = called(product, sis.connection());
    try (FullPass pass = new FullPass(connection, readable(), RECORDS, TEN, JdbcOffset.NONE)) {
      pass.read(new ArrayList<>());
      sis.run("INSERT INTO sis.pupils VALUES (2, '2026-09-01 10:01')");
      List<SourceRecord> rest = new ArrayList<>();
      while (pass.read(rest)) {
        rest.clear();
      }
      pass.end(TEN + 20 * MINUTE);
      return pass.offset();
    }
  }

  private static List<String> look(JdbcOffset offset) throws Exception {
    long now = TEN + 21 * MINUTE;
    List<SourceRecord> records = new ArrayList<>();
    try (ChangesPass pass =
        new ChangesPass(sis.connection(), readable(), RECORDS, now, offset.at(now))) {
      boolean more = true;
      while (more) {
        List<SourceRecord> page = new ArrayList<>();
        more = pass.read(page);
        records.addAll(page);
      }
    }
    return Taken.rows(records, TOPIC);
  }

  /** As a driver of another database would have it, of which nothing else is known here. */
  private static Connection called(String product, Connection connection) {
    return proxy(
        Connection.class,
        connection,
        "getMetaData",
        () ->
            proxy(
                DatabaseMetaData.class,
                connection.getMetaData(),
                "getDatabaseProductName",
                () -> product));
  }

  private interface Answer {
    Object get() throws Exception;
  }

  private static <T> T proxy(Class<T> type, T real, String name, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (method.getName().equals(name)) {
                return answer.get();
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Microsoft SQL Server", "DB2/LINUXX8664", "what nobody knows"})
  void whatCameBehindThePlaceThatWasBeingReadComesWithTheNextLook(String product) throws Exception {
    JdbcOffset offset = afterALongPass(product);

    assertThat(look(offset)).anyMatch(row -> row.startsWith("{\"id\":\"2\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PostgreSQL", "MySQL", "MariaDB", "Oracle"})
  void ofOneMomentNoMoreThanTheOverlapIsReadAgain(String product) throws Exception {
    HighWater water = afterALongPass(product).water("pupils");

    assertThat(water.from()).isEqualTo(Moment.of("2026-09-01T10:14"));
  }

  @Test
  void postgresqlIsAskedForOneMoment() throws Exception {
    try (Connection connection = sis.connection()) {
      assertThat(Isolation.of(connection.getMetaData()))
          .isEqualTo(new Isolation(Connection.TRANSACTION_REPEATABLE_READ, true));
    }
  }
}
