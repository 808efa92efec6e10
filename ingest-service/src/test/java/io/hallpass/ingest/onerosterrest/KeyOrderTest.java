package io.hallpass.ingest.onerosterrest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyOrderTest {
  private static boolean ascend(String... ids) {
    KeyOrder order = new KeyOrder();
    return List.of(ids).stream().allMatch(order::ascends);
  }

  @Test
  void idsAscendByTheirCharacters() {
    assertThat(ascend("B", "a", "b")).isTrue();
  }

  @Test
  void idsAscendWithoutRegardToCase() {
    assertThat(ascend("a", "B", "c")).isTrue();
  }

  @Test
  void idsAscendAsNumbers() {
    assertThat(ascend("9", "10", "11", "100")).isTrue();
  }

  @Test
  void oneOrderMustFitThemAll() {
    assertThat(ascend("9", "10", "a", "B", "A")).isFalse();
  }

  @Test
  void theSameIdTwiceIsNoOrder() {
    assertThat(ascend("a", "a")).isFalse();
  }

  @Test
  void whatCouldBeBehindTheLastIsNotTheEnd() {
    KeyOrder order = new KeyOrder();
    order.ascends("9");

    assertThat(order.behindLast("10")).isTrue();
    assertThat(order.behindLast("8")).isFalse();
  }
}
