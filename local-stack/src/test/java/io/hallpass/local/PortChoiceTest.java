package io.hallpass.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
  void processesNextToEachOtherLookAmongPortsOfTheirOwn() {
    long pid = ProcessHandle.current().pid();
    Ports ports =
        PortChoice.choose(LocalStackConfig.in(directory), directory.resolve("ports.properties"));

    assertThat(List.of(ports.kafka(), ports.controller(), ports.postgres(), ports.registry()))
        .allMatch(
            port -> port >= PortChoice.ownSlice(pid) && port < PortChoice.ownSlice(pid) + 100);
    assertThat(PortChoice.ownSlice(pid + 1)).isNotEqualTo(PortChoice.ownSlice(pid));
    assertThat(List.of(PortChoice.ownSlice(119), PortChoice.ownSlice(120)))
        .containsExactly(31_900, 20_000);
  }

  @Test
  void onlyAPortTakenInTheMeantimeIsReplaced() throws Exception {
    LocalStackConfig config = LocalStackConfig.in(directory);
    Path remembered = directory.resolve("ports.properties");
    Ports first = PortChoice.choose(config, remembered);
    String before = Files.readString(remembered);
    try (ServerSocket taken = listenOn(first.kafka())) {
      // So often that one which was drawn without a look at the others would be one of theirs.
      for (int times = 0; times < 200; times++) {
        Files.writeString(remembered, before);

        Ports second = PortChoice.choose(config, remembered);

        assertThat(second.kafka()).isNotEqualTo(taken.getLocalPort());
        assertThat(second)
            .isEqualTo(
                new Ports(second.kafka(), first.controller(), first.postgres(), first.registry()));
      }
    }
  }

  @Test
  void usualPortsAreTakenWhereTheyAreFree() throws Exception {
    LocalStackConfig config = LocalStackConfig.in(directory).onUsualPorts();
    Path remembered = directory.resolve("ports.properties");
    List<Integer> free = Stream.of(9092, 9093, 5432, 8081).filter(PortChoice::isFree).toList();

    Ports chosen = PortChoice.choose(config, remembered);

    assertThat(List.of(chosen.kafka(), chosen.controller(), chosen.postgres(), chosen.registry()))
        .containsAll(free);
  }

  @Test
  void aUsualPortThatIsTakenIsReplacedForGood() throws Exception {
    LocalStackConfig config = LocalStackConfig.in(directory).onUsualPorts();
    Path remembered = directory.resolve("ports.properties");
    Ports first;
    try (ServerSocket taken = PortChoice.isFree(8081) ? listenOn(8081) : null) {
      first = PortChoice.choose(config, remembered);
      assertThat(first.registry()).isNotEqualTo(8081);
    }
    assertThat(PortChoice.choose(config, remembered)).isEqualTo(first);
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
