package io.hallpass.ingest.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PositionTest {
  @Test
  void aChangeUnderWayAtTheSnapshotIsNotOlderThanTheSnapshot() {
    Position position = new Position(0);
    long snapshot = position.boundary(100);

    assertThat(position.change(95)).isEqualTo(snapshot);
    assertThat(position.change(120)).isEqualTo(120);
    assertThat(position.change(110)).isEqualTo(120);
  }

  @Test
  void aBoundaryIsLaterThanEverythingBeforeItAlsoAfterTheLogBeganAnew() {
    Position position = new Position(5_000);

    assertThat(position.boundary(40)).isEqualTo(5_001);
    assertThat(position.change(60)).isEqualTo(5_001);
  }
}
