package io.hallpass.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

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
  void connectsUsualPortIsTakenWhereItIsFreeAndElseLeftToWhoHasIt() {
    StackPorts usual = StackPorts.onUsual();

    assertThat(usual.connect(port -> true)).isEqualTo(8083);
    assertThat(usual.connect(port -> port != 8083)).isZero();
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
