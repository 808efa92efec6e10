package io.hallpass.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.runtime.config.ConfigException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

class CsvSourceConfigTest {
  private static final CsvSourceSettings SETTINGS =
      CsvSourceSettings.of(
              "everett",
              "sis",
              6,
              "/data/drop",
              new CsvSourceSettings.Format('\t', StandardCharsets.UTF_16LE, "1.2"),
              List.of(
                  new CsvResource(
                      "academicSessions", "academicSessions.csv", List.of("a"), List.of("b")),
                  new CsvResource("users", "users.csv", List.of("x", "y"), List.of("z", "x"))))
          .withOptionalFiles(Set.of("users.csv"))
          .withTimes(1_000, 2_000);

  @Test
  void settingsComeBackFromTheConfigurationTheyWrote() {
    assertThat(CsvSourceConfig.read(SETTINGS.connectorConfig())).isEqualTo(SETTINGS);
  }

  /** A set in memory has another order in each process, and apply would see a change. */
  @Test
  void optionalFilesAreWrittenInOneOrder() {
    List<String> files = IntStream.range(10, 60).mapToObj(i -> "f" + i + ".csv").toList();
    CsvSourceSettings settings = SETTINGS.withOptionalFiles(Set.copyOf(files));

    assertThat(settings.connectorConfig()).containsEntry("optional.files", String.join(",", files));
  }

  @Test
  void saysEveryProblemAtOnce() {
    Map<String, String> config = new HashMap<>(SETTINGS.connectorConfig());
    config.put("district", "Everett School");
    config.put("partitions", "0");
    config.remove("path");
    config.put("pol.interval.ms", "5");

    assertThatThrownBy(() -> CsvSourceConfig.read(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("district", "partitions", "path", "unknown key 'pol.interval.ms'");
  }

  @Test
  void whatIsFetchedFromAServerMustBeAbleToBeAZip() {
    Map<String, String> config = new HashMap<>(SETTINGS.connectorConfig());
    config.put("drop", "*.csv");
    config.put("sftp.host", "sftp.vendor.example");
    config.put("sftp.path", "/outgoing/*.csv");

    assertThatThrownBy(() -> CsvSourceConfig.read(config))
        .hasMessageContaining("sftp.path must be a pattern that a name ending in .zip can fit")
        .hasMessageContaining("drop must be a pattern that a name ending in .zip can fit");
  }

  @Test
  void connectIsToldWhatIsWrongWithTheResources() {
    Map<String, String> config = new HashMap<>(SETTINGS.connectorConfig());
    config.put(
        "resources",
        "[{\"name\":\"a-b\",\"file\":\"x.csv\",\"key\":[],\"columns\":[\"c\",\"c\"]},"
            + "{\"name\":\"aB\",\"files\":\"y.csv\",\"key\":[\"k\"],\"columns\":[]}]");
    config.put("nonsense", "secret");

    List<String> errors =
        new CsvSourceConnector()
            .validate(without(config, "nonsense")).configValues().stream()
                .map(ConfigValue::errorMessages)
                .flatMap(List::stream)
                .toList();

    assertThat(errors)
        .anyMatch(error -> error.startsWith("resources[0]: key is empty"))
        .contains(
            "resources[0]: columns names a column twice",
            "resources[1]: file must be a text",
            "resources 'a-b' and 'aB' would share a topic")
        .anyMatch(error -> error.startsWith("resources[1]: unknown field 'files'"));
    assertThat(new CsvSourceConnector().validate(config).configValues())
        .filteredOn(value -> value.name().equals("nonsense"))
        .flatMap(ConfigValue::errorMessages)
        .containsExactly("unknown key 'nonsense'");
  }

  private static Map<String, String> without(Map<String, String> config, String key) {
    Map<String, String> less = new HashMap<>(config);
    less.remove(key);
    return less;
  }
}
