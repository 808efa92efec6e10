package io.hallpass.ingest.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.ingest.jdbc.JdbcSourceSettings.Login;
import io.hallpass.ingest.jdbc.JdbcSourceSettings.Times;
import io.hallpass.ingest.rest.Loss;
import io.hallpass.runtime.config.ConfigException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcSourceConfigTest {
  private static final JdbcSourceSettings SETTINGS =
      new JdbcSourceSettings(
          "everett",
          "sis",
          4,
          new Login("jdbc:postgresql://db/sis?ssl=true", "hallpass", "${env:SIS}"),
          List.of(
              JdbcResource.table("a", "sis.a", "changed", List.of("id"), List.of("id", "x")),
              JdbcResource.query("b", "SELECT 1 AS id", "", List.of("id"), List.of())),
          Set.of("b"),
          new Times(1_000, 2_000, 3_000),
          50,
          new Loss(7, Set.of("a-1-x", "b-2-y"), Set.of("a-3-z")));

  @Test
  void whatIsWrittenIsRead() {
    assertThat(JdbcSourceConfig.read(SETTINGS.connectorConfig())).isEqualTo(SETTINGS);
  }

  @Test
  void everyProblemIsSaidAtOnceAndNoSecretIsRepeated() {
    Map<String, String> config = new HashMap<>(SETTINGS.connectorConfig());
    config.put("jdbc.url", "postgresql://u:CANARY@db/sis");
    config.put(
        "resources",
        "[{\"name\":\"a\",\"table\":\"x.y.z\",\"key\":[\"id\"],\"columns\":[]},"
            + "{\"name\":\"a\",\"key\":[],\"columns\":[]},"
            + "{\"name\":\"c\",\"query\":\"SELECT 1;\",\"key\":[\"id\"],\"columns\":[],\"where\":1}]");

    List<String> problems =
        new JdbcSourceConnector()
            .validate(config).configValues().stream()
                .map(ConfigValue::errorMessages)
                .flatMap(List::stream)
                .toList();

    assertThat(problems)
        .contains(
            "jdbc.url must be a JDBC URL, jdbc:…",
            "jdbc.url must not hold user or password; they have keys of their own",
            "resources[0]: table must be schema.table",
            "resources[1]: either a table or a query must be given, and not both",
            "resources[1]: key is empty; name at least one column that identifies a row",
            "resources[2]: query must be one SELECT without a semicolon",
            "resource 'a' is there twice")
        .noneMatch(problem -> problem.contains("CANARY"));
  }

  @Test
  void anUnknownKeyIsRefused() {
    Map<String, String> config = new HashMap<>(SETTINGS.connectorConfig());
    config.put("table.whitelist", "x");

    assertThatThrownBy(() -> JdbcSourceConfig.read(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("unknown key 'table.whitelist'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://u:secret@db/sis",
        "jdbc:postgresql://db/sis?user=u",
        "jdbc:sqlserver://db;databaseName=sis;Password = secret",
        "jdbc:oracle:thin:scott/tiger@//db:1521/sis"
      })
  void aLoginInTheUrlIsRefused(String url) {
    assertThat(Login.urlProblems(url)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db:5432/sis?sslmode=verify-full",
        "jdbc:sqlserver://db:1433;databaseName=sis;encrypt=true",
        "jdbc:oracle:thin:@//db:1521/sis",
        "jdbc:mysql://db/sis"
      })
  void aUrlWithoutOneIsTaken(String url) {
    assertThat(Login.urlProblems(url)).isEmpty();
  }
}
