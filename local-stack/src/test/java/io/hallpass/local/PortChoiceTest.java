package io.hallpass.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortChoiceTest {

  @TempDir Path directory;

  @Test
  void freePortsAreTheSameTheNextTime() {
    LocalStackConfig config = LocalStackConfig.in(directory);
    Path remembered = directory.resolve("ports.properties");
    Ports first = PortChoice.choose(config, remembered);
    assertThat(PortChoice.choose(config, remembered)).isEqualTo(first);
  }

  @Test
  void onlyAPortTakenInTheMeantimeIsReplaced() throws Exception {
    LocalStackConfig config = LocalStackConfig.in(directory);
    Path remembered = directory.resolve("ports.properties");
    Ports first = PortChoice.choose(config, remembered);
    try (ServerSocket taken = listenOn(first.kafka())) {
      Ports second = PortChoice.choose(config, remembered);
      assertThat(second.kafka()).isNotEqualTo(taken.getLocalPort());
      assertThat(second)
          .isEqualTo(
              new Ports(second.kafka(), first.controller(), first.postgres(), first.registry()));
    }
  }

  @Test
  void aTakenPortOfAPortBaseIsNamedTogetherWithItsUser() throws Exception {
    int base = PortChoice.choose(LocalStackConfig.in(directory), directory.resolve("any")).kafka();
    try (ServerSocket taken = listenOn(base + 2)) {
      LocalStackConfig config = LocalStackConfig.in(directory).withPortBase(base);
      assertThatThrownBy(() -> PortChoice.choose(config, directory.resolve("unused")))
          .hasMessageContaining(taken.getLocalPort() + " (for PostgreSQL)");
      assertThat(PortChoice.choose(config.onlyKafka(), directory.resolve("unused")))
          .isEqualTo(Ports.from(base));
    }
  }

  @Test
  void aDamagedMemoryIsForgotten() throws Exception {
    Path remembered = directory.resolve("ports.properties");
    Files.writeString(remembered, "kafka=99999\ncontroller=x\npostgres=\\u00\n");
    assertThat(PortChoice.choose(LocalStackConfig.in(directory), remembered).kafka())
        .isLessThan(65_536);
  }

  private static ServerSocket listenOn(int port) throws Exception {
    return new ServerSocket(port, 1, InetAddress.getByName(Ports.HOST));
  }
}
