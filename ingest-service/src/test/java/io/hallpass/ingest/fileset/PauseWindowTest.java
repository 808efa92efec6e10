package io.hallpass.ingest.fileset;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class PauseWindowTest {
  private static final LocalDate JULY = LocalDate.of(2026, 7, 1);
  private static final LocalDate AUGUST = LocalDate.of(2026, 8, 15);

  @Test
  void itsFirstDayIsInItAndItsLastIsNot() {
    List<PauseWindow> windows = List.of(new PauseWindow(JULY, AUGUST));

    assertThat(PauseWindow.until(windows, JULY.minusDays(1))).isEmpty();
    assertThat(PauseWindow.until(windows, JULY)).contains(AUGUST);
    assertThat(PauseWindow.until(windows, AUGUST.minusDays(1))).contains(AUGUST);
    assertThat(PauseWindow.until(windows, AUGUST)).isEmpty();
  }

  @Test
  void isReadAsItIsWritten() {
    PauseWindow window = new PauseWindow(JULY, AUGUST);

    assertThat(PauseWindow.of(window.toString())).contains(window);
    assertThat(PauseWindow.of("2026-07-01")).isEmpty();
    assertThat(PauseWindow.of("2026-07-01/2026-07-01")).isEmpty();
    assertThat(PauseWindow.of("2026-07-01/2026-08-15/2026-09-01")).isEmpty();
    assertThat(PauseWindow.of("July/August")).isEmpty();
  }
}
