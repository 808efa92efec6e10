package io.hallpass.ingest.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.runtime.config.ConfigException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PostgresCdcConfigTest {
  private static final PostgresCdcSettings SETTINGS =
      PostgresCdcSettings.of(
              "everett-schools",
              "sis",
              6,
              new PostgresCdcSettings.Database(
                  "db.vendor.example",
                  5433,
                  "sis",
                  "hallpass",
                  "${env:SIS_PASSWORD}",
                  "verify-full",
                  "/etc/hallpass/sis.pem"),
              List.of(
                  CapturedTable.of("pupils", "sis.pupils", List.of("id"), List.of("name"), false),
                  CapturedTable.of("visits", "visits", List.of("a", "b"), List.of(), true)))
          .withConsents(Set.of("visits"));

  @Test
  void settingsComeBackFromTheConfigurationTheyWrote() {
    assertThat(PostgresCdcConfig.read(SETTINGS.connectorConfig())).isEqualTo(SETTINGS);
  }

  @Test
  void publicationAndSlotAreNamedAfterTheSourceSoThatNoTwoShareThem() {
    assertThat(SETTINGS.slot()).isEqualTo("hallpass_everett__schools_sis");
    assertThat(PostgresCdcSettings.objectName("a-b", "c"))
        .isNotEqualTo(PostgresCdcSettings.objectName("a", "b-c"));
    assertThat(PostgresCdcSettings.objectName("d".repeat(60), "source")).hasSize(63);
    assertThat(PostgresCdcSettings.objectName("d".repeat(60), "other"))
        .isNotEqualTo(PostgresCdcSettings.objectName("d".repeat(60), "source"));
  }

  @Test
  void certificatesAndWhetherTheyAreLookedAtGoTogether() {
    Map<String, String> config = new HashMap<>(SETTINGS.connectorConfig());
    config.put("database.sslmode", "require");
    assertThatThrownBy(() -> PostgresCdcConfig.read(config))
        .hasMessageContaining("require looks at no certificate");
    config.put("database.sslmode", "verify-ca");
    config.remove("database.sslrootcert");

    assertThatThrownBy(() -> PostgresCdcConfig.read(config))
        .hasMessageContaining("database.sslrootcert: verify-ca needs a file");
  }

  @Test
  void saysEveryProblemAtOnceAndNeverThePassword() {
    Map<String, String> config = new HashMap<>(SETTINGS.connectorConfig());
    config.put("database.password", "hunter2");
    config.put("slot.name", "Hallpass");
    config.put(
        "tables",
        "[{\"name\":\"a\",\"table\":\"s.t\",\"key\":[\"id\"],\"columns\":[\"x y\"]},"
            + "{\"name\":\"b\",\"table\":\"s.t\",\"key\":[\"id\"],\"columns\":[],"
            + "\"replicaIdentity\":\"nothing\"}]");

    assertThatThrownBy(() -> PostgresCdcConfig.read(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(
            "slot.name may hold lower-case letters",
            "tables[0]: 'x y' is not a plain identifier",
            "tables[1]: replicaIdentity must be default or full",
            "table s.t is there twice",
            "consent.resources names 'visits', which is no resource")
        .hasMessageNotContaining("hunter2");
    assertThat(SETTINGS.toString()).doesNotContain("SIS_PASSWORD");
  }
}
