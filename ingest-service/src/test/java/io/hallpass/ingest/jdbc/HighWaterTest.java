package io.hallpass.ingest.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HighWaterTest {
  private static final long MINUTE = 60_000;
  private static final long OVERLAP = 5 * MINUTE;

  private static Moment at(String time) {
    return Moment.of("2026-09-01T" + time);
  }

  /** A look that took no time. */
  private static HighWater look(HighWater before, String seen, long minute) {
    Moment moment = seen == null ? null : at(seen);
    return before.after(moment, minute * MINUTE, minute * MINUTE, OVERLAP);
  }

  @Test
  void theNextLookBeginsTheOverlapBeforeTheLatestMoment() {
    assertThat(look(HighWater.NONE, "10:00", 1).from()).isEqualTo(at("09:55"));
  }

  @Test
  void aLookThatTookLongMovesItFurtherBack() {
    HighWater after = HighWater.NONE.after(at("10:00"), 0, 7 * MINUTE, OVERLAP);

    assertThat(after.from()).isEqualTo(at("09:48"));
  }

  @Test
  void whereNothingWasSeenEverythingIsAskedFor() {
    assertThat(look(HighWater.NONE, null, 1).from()).isNull();
  }

  @Test
  void itSettlesOnceALookBeganMoreThanTheOverlapAfterTheMomentWasSeen() {
    HighWater seen = look(HighWater.NONE, "10:00", 1);

    assertThat(look(seen, "10:00", 6).settled()).isFalse();
    HighWater settled = look(seen, "10:00", 7);
    assertThat(settled.settled()).isTrue();
    assertThat(settled.from()).isEqualTo(at("10:00"));
  }

  @Test
  void whatIsSettledIsNotReadAgainWhenSomethingNewComes() {
    HighWater settled = look(look(HighWater.NONE, "10:00", 1), null, 7);

    HighWater next = look(settled, "10:02", 8);

    assertThat(next.settled()).isFalse();
    assertThat(next.from()).isEqualTo(at("10:00"));
  }

  @Test
  void whatIsStoredIsReadBack() {
    HighWater settled = look(look(HighWater.NONE, "10:00:00.000001", 1), null, 7);

    assertThat(HighWater.of(settled.text())).isEqualTo(settled);
    assertThat(HighWater.of(HighWater.NONE.text())).isEqualTo(HighWater.NONE);
    HighWater days = HighWater.NONE.after(Moment.of("2026-09-01"), 0, 0, 25 * 60 * MINUTE);
    assertThat(HighWater.of(days.text())).isEqualTo(days);
    assertThat(days.from()).isEqualTo(Moment.of("2026-08-30"));
  }
}
