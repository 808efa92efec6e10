package io.hallpass.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LocalStackConfigTest {

  private static final LocalStackConfig CONFIG = LocalStackConfig.in(Path.of("data"));

  @Test
  void theDataDirectoryIsAbsoluteWhateverTheProcessDoesLater() {
    assertThat(LocalStackConfig.in(Path.of("x/../data")).dataDir())
        .isEqualTo(Path.of("data").toAbsolutePath());
  }

  @Test
  void theRegistryNeedsPostgres() {
    assertThatThrownBy(() -> CONFIG.withParts(Part.REGISTRY, Part.KAFKA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("POSTGRES");
  }

  @Test
  void portsOutsideTheRangeAreRefused() {
    assertThatThrownBy(() -> CONFIG.withPortBase(80)).hasMessageContaining("is 80");
    assertThatThrownBy(() -> CONFIG.withPortBase(65_533)).hasMessageContaining("is 65533");
  }

  @Test
  void aPathThatAShellWouldReadDifferentlyIsRefused() {
    assertThatThrownBy(() -> LocalStackConfig.in(Path.of("a$(b)"))).hasMessageContaining("dataDir");
  }

  @Test
  void noPatienceIsRefused() {
    assertThatThrownBy(() -> CONFIG.withStartTimeout(Duration.ZERO))
        .hasMessageContaining("startTimeout");
  }

  @Test
  void settingsAddUp() {
    LocalStackConfig config =
        CONFIG.withKafkaSetting("a", "1").withKafkaSetting("b", "2").onlyKafka();
    assertThat(config.kafkaSettings()).containsEntry("a", "1").containsEntry("b", "2");
    assertThat(config.parts()).containsExactly(Part.KAFKA);
  }
}
