package io.hallpass.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeySetTest {
  @Test
  void aKeyIsThereFromItsFileOnUntilItIsTakenOut() {
    KeySet keys = new KeySet();
    keys.add(0);
    keys.add(-1);
    keys.settle();
    keys.remove(0);
    keys.add(7);
    keys.settle();

    assertThat(keys.has(0)).isFalse();
    assertThat(keys.has(-1)).isTrue();
    assertThat(keys.has(7)).isTrue();
    assertThat(keys.has(8)).isFalse();
  }
}
