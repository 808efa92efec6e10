package io.hallpass.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArrivalTest {
  private final Deque<List<String>> looks =
      new ArrayDeque<>(
          List.of(List.of("student has 1 rows"), List.of("student has 2 rows"), List.of()));

  @Test
  void itWaitsAsLongAsSomethingChanges() throws SQLException {
    new Arrival(Duration.ZERO, Duration.ofMinutes(10)).await("own", looks::removeFirst);

    assertThat(looks).isEmpty();
  }

  @Test
  void whatStandsStillIsSaid() {
    Arrival impatient = new Arrival(Duration.ZERO, Duration.ZERO);

    assertThatThrownBy(() -> impatient.await("own", () -> List.of("student has 1 rows", "b")))
        .isInstanceOf(DemoFailedException.class)
        .hasMessageContaining("own is not what")
        .hasMessageEndingWith(": student has 1 rows; b");
  }
}
