package io.hallpass.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServiceConfigTest {
  @Test
  void theEnvironmentComesOnTopOfTheFile(@TempDir Path dir) throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("s.properties"),
            "bootstrap.servers=a:1\nschema.registry.url=http://r\nthreads=3\n");

    ServiceConfig config = ServiceConfig.load(file, Map.of("HALLPASS_BOOTSTRAP_SERVERS", "b:2"));

    assertThat(config.bootstrapServers()).isEqualTo("b:2");
    assertThat(config.threads()).isEqualTo(3);
  }

  @Test
  void settingsOfKafkasClientsAreHandedOn() {
    ServiceConfig config =
        ServiceConfig.load(
            null,
            Map.of(
                "HALLPASS_BOOTSTRAP_SERVERS", "b:2",
                "HALLPASS_SCHEMA_REGISTRY_URL", "http://r",
                "HALLPASS_KAFKA_SECURITY_PROTOCOL", "SSL"));

    assertThat(config.kafka()).containsExactly(Map.entry("security.protocol", "SSL"));
  }

  @Test
  void allProblemsAreSaidAtOnce() {
    Map<String, String> wrong =
        Map.of(
            "HALLPASS_THREADS",
            "many",
            "HALLPASS_LUNCH",
            "pizza",
            "HALLPASS_SCHEMA_REGISTRY_URL",
            "ftp://r");

    assertThatThrownBy(() -> ServiceConfig.load(null, wrong))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(4)
                    .anyMatch(p -> p.contains("'lunch'"))
                    .anyMatch(p -> p.contains("bootstrap.servers"))
                    .anyMatch(p -> p.contains("threads must be a whole number"))
                    .anyMatch(p -> p.contains("schema.registry.url must be")));
  }

  @Test
  void aFileThatIsNotThereIsSaid(@TempDir Path dir) {
    assertThatThrownBy(() -> ServiceConfig.load(dir.resolve("none"), Map.of()))
        .hasMessageContaining("cannot be read");
  }
}
