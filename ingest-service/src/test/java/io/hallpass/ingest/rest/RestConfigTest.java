package io.hallpass.ingest.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.ingest.edfirest.EdFiRestConfig;
import io.hallpass.ingest.edfirest.EdFiRestSettings;
import io.hallpass.ingest.edfirest.EdFiRestSourceConnector;
import io.hallpass.ingest.onerosterrest.OneRosterRestConfig;
import io.hallpass.ingest.onerosterrest.OneRosterRestSettings;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.runtime.config.ConfigException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

class RestConfigTest {
  private static final RestSettings REST =
      rest(new Loss(7, Set.of("users-1-a", "users-2-b"), Set.of("orgs-3-c")));

  private static RestSettings rest(Loss loss) {
    return new RestSettings(
        "everett",
        "sis",
        6,
        "https://sis.example.org/ims/oneroster/rostering/v1p2",
        new Credentials("https://sis.example.org/token", "me", "${env:SECRET}", "a b", true),
        new Http(true, 1, 2, 3, 4, 5, 6_000),
        List.of(
            new RestResource(
                "users",
                "users",
                new RowColumns(List.of("sourcedId"), List.of("sourcedId", "orgs/sourcedId")),
                RestResource.JSON),
            new RestResource(
                "lineItems",
                "../../gradebook/v1p2/lineItems",
                new RowColumns(List.of("sourcedId"), List.of("title")),
                "application/vnd.x+json")),
        77,
        1_000,
        2_000,
        loss);
  }

  @Test
  void settingsOfOneRosterComeBackFromTheConfigurationTheyWrote() {
    OneRosterRestSettings settings = new OneRosterRestSettings(REST, 3);

    assertThat(OneRosterRestConfig.read(settings.connectorConfig())).isEqualTo(settings);
  }

  @Test
  void settingsOfEdFiComeBackFromTheConfigurationTheyWrote() {
    EdFiRestSettings settings = new EdFiRestSettings(REST, "changeQueries/v1/2027", 4);

    assertThat(EdFiRestConfig.read(settings.connectorConfig())).isEqualTo(settings);
  }

  @Test
  void whatAnOperatorDidNotDecideIsNotWritten() {
    assertThat(EdFiRestSettings.of(rest(Loss.DEFAULT)).connectorConfig())
        .containsEntry("intake.gone.percent", "10")
        .doesNotContainKeys("intake.approved", "intake.discarded");
  }

  @Test
  void theSecretIsNeverPrinted() {
    assertThat(new OneRosterRestSettings(REST, 3).toString()).doesNotContain("SECRET");
  }

  @Test
  void saysEveryProblemAtOnce() {
    Map<String, String> config = new HashMap<>(EdFiRestSettings.of(REST).connectorConfig());
    config.remove("url");
    config.put("page.size", "0");
    config.put("token.uri", "CANARY");

    assertThatThrownBy(() -> EdFiRestConfig.read(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("url", "page.size", "unknown key 'token.uri'")
        .hasMessageNotContaining("CANARY");
  }

  @Test
  void connectIsToldWhatIsWrongWithAddressesAndColumns() {
    Map<String, String> config = new HashMap<>(EdFiRestSettings.of(REST).connectorConfig());
    config.put("allow.http", "false");
    config.put("url", "http://sis.example.org");
    config.put("token.url", "nonsense");
    config.put("changes.path", "/changes?x");
    config.put(
        "resources",
        "[{\"name\":\"a\",\"path\":\"https://elsewhere/a\",\"key\":[\"id\"],\"columns\":[\"b[\"]},"
            + "{\"name\":\"b\",\"path\":\"b\",\"key\":[\"id\"],\"columns\":[],\"accept\":\"x\\ny\"}]");

    List<String> errors =
        new EdFiRestSourceConnector()
            .validate(config).configValues().stream()
                .map(ConfigValue::errorMessages)
                .flatMap(List::stream)
                .toList();

    assertThat(errors)
        .anyMatch(error -> error.startsWith("url must begin with https://"))
        .anyMatch(error -> error.startsWith("token.url must be a URL"))
        .anyMatch(error -> error.startsWith("changes.path must be a path"))
        .anyMatch(error -> error.startsWith("resources[0]: path must be a path below url"))
        .anyMatch(error -> error.startsWith("resources[0]: column 'b['"))
        .anyMatch(error -> error.startsWith("resources[1]: accept must be a media type"));
  }
}
