package io.hallpass.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class StackPortsTest {
  @Test
  void connectComesAfterTheOthersOfABlock() {
    assertThat(StackPorts.of(OptionalInt.of(20_000)).connect()).isEqualTo(20_004);
  }

  @Test
  void withoutABlockConnectChooses() {
    assertThat(StackPorts.of(OptionalInt.empty()).connect()).isZero();
  }

  @Test
  void connectsUsualPortIsLeftToWhoHasIt() throws IOException {
    try (ServerSocket somebody = socket()) {
      assertThat(somebody == null || somebody.isBound()).isTrue();
      assertThat(StackPorts.onUsual().connect()).isZero();
    }
  }

  /** Takes the port, if nobody has it. */
  private static ServerSocket socket() {
    try {
      return new ServerSocket(StackPorts.CONNECT, 1, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      return null;
    }
  }

  @Test
  void anUnusualPortIsNoted() {
    assertThat(StackPorts.noted("127.0.0.1:9092", 9092)).isEqualTo("127.0.0.1:9092");
    assertThat(StackPorts.noted("http://127.0.0.1:8083/", 8083))
        .isEqualTo("http://127.0.0.1:8083/");
    assertThat(StackPorts.noted("127.0.0.1:29092", 9092))
        .isEqualTo("127.0.0.1:29092   (port 9092 was taken)");
  }
}
