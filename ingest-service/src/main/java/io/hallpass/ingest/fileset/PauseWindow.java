package io.hallpass.ingest.fileset;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Days on which sets are held, such as those of a school-year rollover.
 *
 * @param from the first day, the district's
 * @param until the first day on which they are no longer held
 */
public record PauseWindow(LocalDate from, LocalDate until) {
  /** As {@link #toString} writes it; empty where it is none. */
  public static Optional<PauseWindow> of(String text) {
    String[] days = text.split("/", -1);
    try {
      PauseWindow window = new PauseWindow(LocalDate.parse(days[0]), LocalDate.parse(days[1]));
      return days.length == 2 && window.valid() ? Optional.of(window) : Optional.empty();
    } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** Whether it has a day at all. */
  public boolean valid() {
    return from.isBefore(until);
  }

  /** Until when sets are held on this day; empty where they are not. */
  static Optional<LocalDate> until(List<PauseWindow> windows, LocalDate day) {
    return windows.stream()
        .filter(window -> !day.isBefore(window.from) && day.isBefore(window.until))
        .map(PauseWindow::until)
        .max(LocalDate::compareTo);
  }

  @Override
  public String toString() {
    return from + "/" + until;
  }
}
