package io.hallpass.sink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.schemas.Catalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.jdbc.SslMode;
import org.postgresql.util.PSQLException;

class SinkConfigTest {
  private static final Catalogue CATALOGUE =
      Catalogue.of(
          List.of(
              """
              {"type": "record", "name": "Org", "namespace": "test", "doc": "d",
               "hallpass.entity": "org", "hallpass.scope": "REFERENCE", "hallpass.category": "ORGANIZATION",
               "fields": [
                {"name": "recordId", "type": {"type": "string", "logicalType": "uuid"}, "doc": "k", "confluent:tags": ["KEY"]},
                {"name": "name", "type": ["null", "string"], "default": null, "doc": "d", "confluent:tags": ["ORGANIZATION"]}
               ]}
              """));

  private final Map<String, String> config = new HashMap<>();

  @BeforeEach
  void aGoodConfiguration() {
    config.putAll(SinkConfigCheck.CONSUMER_OVERRIDES);
    config.put("name", "acme");
    config.put("topics", "everett.released.acme");
    config.put("warehouse.jdbc.url", "jdbc:postgresql://localhost/acme");
    config.put("warehouse.user", "acme");
    config.put("warehouse.password", "secret-4711");
    config.put("warehouse.schema", "acme");
    config.put("warehouse.columns", "org.name");
    config.put("schema.registry.url", "http://localhost:8081");
    config.put("kafka.bootstrap.servers", "localhost:9092");
  }

  private List<String> problems() {
    return SinkConfigCheck.problems(CATALOGUE, config);
  }

  @Test
  void aGoodConfigurationIsTaken() {
    config.put("kafka.security.protocol", "SSL");

    SinkConfig taken = SinkConfig.of(CATALOGUE, config);

    assertThat(taken.topic()).isEqualTo("everett.released.acme");
    assertThat(taken.group()).isEqualTo("connect-acme");
    assertThat(taken.adminClient())
        .containsEntry("bootstrap.servers", "localhost:9092")
        .containsEntry("security.protocol", "SSL");
    assertThat(taken.login()).containsEntry("password", "secret-4711");
    assertThat(taken.layout().table("org")).isPresent();
  }

  @Test
  void allProblemsAreToldAtOnce() {
    config.put("topics", "everett.canonical.records");
    config.put("warehouse.jdbc.url", "jdbc:mysql://localhost/acme");
    config.put("warehouse.schema", "hallpass");
    config.put("warehouse.columns", "org.nmae,school.name,org.recordId");
    config.remove("warehouse.user");
    config.put("warehouse.batch.records", "0");
    config.put("warehouse.pasword", "secret-4711");
    config.put("kafka.securty.protocol", "SSL");
    config.put("consumer.override.isolation.level", "read_uncommitted");
    config.remove("consumer.override.auto.offset.reset");
    config.put("value.converter", "io.confluent.connect.avro.AvroConverter");
    config.put("transforms", "mask");
    config.put("errors.tolerance", "all");

    assertThat(String.join("\n", problems()))
        .contains("topics: must be one topic, <district>.released.<recipient>")
        .contains("warehouse.jdbc.url must begin with jdbc:postgresql:")
        .contains("warehouse.schema must match")
        .contains("'org.nmae': org has no field 'nmae'")
        .contains("'school.name': the vocabulary has no entity 'school'")
        .contains("'org.recordId': keys have their columns anyway")
        .contains("warehouse.user: is missing")
        .contains("warehouse.batch.records")
        .contains("unknown key warehouse.pasword")
        .contains("unknown key kafka.securty.protocol")
        .contains("consumer.override.isolation.level: must be read_committed")
        .contains("consumer.override.auto.offset.reset: must be earliest")
        .contains("value.converter: must be org.apache.kafka.connect.converters.ByteArrayConverter")
        .contains("transforms: must be left out")
        .contains("errors.tolerance: must be none")
        .doesNotContain("4711");
    assertThat(problems()).hasSize(13);
  }

  @ParameterizedTest
  @CsvSource({
    "//warehouse.example.org/acme, require",
    "'//localhost,warehouse.example.org/acme', require",
    "//warehouse.example.org/acme?sslmode=disable, disable",
    "//warehouse.example.org/acme?sslmode=verify-full, verify-full",
    "//warehouse.example.org/acme?ssl=true, verify-full",
    "//localhost:5433/acme, prefer",
    "acme, prefer"
  })
  void warehousesOnOtherHostsAreReachedWithEncryptionUnlessTheUrlSaysOtherwise(
      String url, String mode) throws PSQLException {
    config.put("warehouse.jdbc.url", "jdbc:postgresql:" + url);

    SinkConfig taken = SinkConfig.of(CATALOGUE, config);

    Properties whole = org.postgresql.Driver.parseURL(taken.url(), taken.login());
    assertThat(SslMode.of(whole).value).isEqualTo(mode);
  }

  @Test
  void aPasswordInTheUrlIsRefusedAndNotRepeated() {
    config.put("warehouse.jdbc.url", "jdbc:postgresql://localhost/acme?password=secret-4711");

    assertThatThrownBy(() -> SinkConfig.of(CATALOGUE, config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("warehouse.password")
        .hasMessageNotContaining("4711");
  }
}
