package io.hallpass.ingest.edfi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.runtime.config.ConfigException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class EdFiXmlSourceConfigTest {
  private final EdFiXmlSourceSettings settings =
      SetRun.settings(Path.of("/sets"), UnaryOperator.identity());

  @Test
  void settingsAreReadAsTheyWereWritten() {
    assertThat(EdFiXmlSourceConfig.read(settings.connectorConfig())).isEqualTo(settings);
  }

  @Test
  void everyProblemIsSaidAtOnce() {
    Map<String, String> config = new TreeMap<>(settings.connectorConfig());
    config.put(
        "resources",
        "[{\"name\":\"Student\",\"key\":[],\"columns\":[\"Name[\"]},"
            + "{\"name\":\"Student\",\"key\":[\"Id\"],\"columns\":[],\"file\":\"s.xml\"}]");
    config.put("consent.resources", "Consent");

    assertThatThrownBy(() -> EdFiXmlSourceConfig.read(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("resources[0]: key is empty")
        .hasMessageContaining("resources[0]: column 'Name['")
        .hasMessageContaining("resources[1]: unknown field 'file'")
        .hasMessageContaining("resource 'Student' is there twice")
        .hasMessageContaining("consent.resources names 'Consent'");
  }

  @Test
  void anUnknownKeyIsRefused() {
    Map<String, String> config = new TreeMap<>(settings.connectorConfig());
    config.put("delimiter", ";");

    assertThatThrownBy(() -> EdFiXmlSourceConfig.read(config)).hasMessageContaining("delimiter");
  }
}
