package io.hallpass.ingest.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamePlaceTest {
  private final SamePlace place = new SamePlace();

  @Test
  void failuresCountUntilOneCameFurther() {
    place.reached(40);
    assertThat(place.failed()).isEqualTo(1);
    assertThat(place.failed()).isEqualTo(2);
    place.reached(41);
    assertThat(place.failed()).isEqualTo(1);
  }

  @Test
  void whatIsReadOnceMoreIsNoProgress() {
    place.reached(40);
    place.failed();
    place.reached(30);
    place.reached(40);

    assertThat(place.failed()).isEqualTo(2);
  }

  @Test
  void aLogOfWhichNothingWasReadHasAPlaceToo() {
    place.failed();

    assertThat(place.failed()).isEqualTo(2);
  }

  @Test
  void anotherLogHasItsOwnPlaces() {
    place.reached(40);
    place.failed();
    place.anew();
    place.reached(4);

    assertThat(place.failed()).isEqualTo(1);
  }
}
