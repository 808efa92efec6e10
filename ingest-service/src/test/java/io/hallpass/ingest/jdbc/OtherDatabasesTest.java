package io.hallpass.ingest.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.jdbc.JdbcSourceSettings.Login;
import io.hallpass.ingest.row.RawRecords;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was learned of databases that no build can start. */
class OtherDatabasesTest {
  private static final JdbcResource PUPILS =
      JdbcResource.table("pupils", "sis.pupils", "updated", List.of("id"), List.of("born"));

  private static Properties settings(String url) {
    return DriverSettings.of(new Login(url, "hallpass", "secret"), "hallpass everett.sis");
  }

  /** A row of {@code id}, {@code born} and {@code updated}, as MariaDB's and MySQL's drivers do. */
  private static ResultSet rowWithAMonth0() {
    ResultSetMetaData meta =
        proxy(
            ResultSetMetaData.class,
            Map.of("getColumnCount", 3, "getColumnType", Types.DATE, "getPrecision", 10));
    return (ResultSet)
        Proxy.newProxyInstance(
            ResultSet.class.getClassLoader(),
            new Class<?>[] {ResultSet.class},
            (self, method, args) ->
                switch (method.getName()) {
                  case "getMetaData" -> meta;
                  case "getString" -> "2024-00-00";
                  default ->
                      args[0].equals(1)
                          ? LocalDate.of(2024, 1, 1)
                          : LocalDateTime.of(2024, 0, 1, 0, 0);
                });
  }

  private static <T> T proxy(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, args) -> answers.get(method.getName())));
  }

  @Test
  void aMonth0RejectsItsRowAndHoldsNoSource() throws Exception {
    RowMaker maker = new RowMaker(new RawRecords("everett", "sis", 1, Map.of()), PUPILS, 7);
    ResultSet row = rowWithAMonth0();
    maker.rowsOf(row);

    boolean refused = maker.refuses(row);

    assertThat(refused).isTrue();
    assertThat(maker.moment(row)).isNull();
    assertThat(maker.place(row)).contains("2024-00-00");
  }

  @Test
  void valuesComeAsTheyWereWrittenAndTablesInPieces() {
    assertThat(settings("jdbc:mysql://h/sis"))
        .containsEntry("tinyInt1isBit", "false")
        .containsEntry("yearIsDateType", "false")
        .containsEntry("useCursorFetch", "true")
        .containsEntry("zeroDateTimeBehavior", "CONVERT_TO_NULL")
        .containsEntry("connectTimeout", "10000");
    assertThat(settings("jdbc:mariadb://h/sis"))
        .containsEntry("tinyInt1isBit", "false")
        .containsEntry("yearIsDateType", "false")
        .doesNotContainKeys("useCursorFetch", "zeroDateTimeBehavior");
    assertThat(settings("jdbc:h2:mem:sis")).containsOnlyKeys("user", "password");
  }

  @Test
  void whatTheUrlSaysStands() {
    assertThat(settings("jdbc:mysql://h/sis?TINYINT1ISBIT=true&useCursorFetch=false"))
        .doesNotContainKeys("tinyInt1isBit", "useCursorFetch")
        .containsEntry("yearIsDateType", "false");
  }

  @ParameterizedTest
  @CsvSource({
    "42000, 1049, the database of this URL does not exist (SQLSTATE 42000)",
    "42000, 1044, the database does not let user 'hallpass' SELECT this (SQLSTATE 42000)",
    "42000, 1142, the database does not let user 'hallpass' SELECT this (SQLSTATE 42000)",
    "HY000, 1205, the database ran into a lock or statement time-out (SQLSTATE HY000)",
    "42000, 1064, the database cannot run this query (SQLSTATE 42000)"
  })
  void mysqlsNumbersSayMoreThanItsStates(String state, int number, String words) {
    Login login = new Login("jdbc:mysql://h/sis", "hallpass", "secret");

    assertThat(Refusal.words(login, new SQLException("CANARY", state, number))).isEqualTo(words);
  }
}
