package io.hallpass.cli.expected;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.cli.expected.Denials.State;
import io.hallpass.schemas.Category;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DenialsTest {
  private final Denials denials = new Denials();

  private void decided(String holder, boolean denies, String category, int second) {
    denials.decided(1, holder, denies, List.of(category), at(second));
  }

  private static Instant at(int second) {
    return Instant.ofEpochSecond(second);
  }

  @Test
  void whoSaidNothingDeniesNothing() {
    assertThat(denials.denied(1)).isEmpty();
    assertThat(denials.states(1)).containsExactly(new State(Instant.MIN, Set.of()));
  }

  @Test
  void everyDecisionIsAStateSinceItWasTaken() {
    decided("mother", true, "NAME", 10);
    decided("mother", false, "NAME", 20);

    assertThat(denials.states(1))
        .containsExactly(
            new State(Instant.MIN, Set.of()),
            new State(at(10), Set.of(Category.NAME)),
            new State(at(20), Set.of()));
  }

  @Test
  void aDenialOutweighsAnothersGrant() {
    decided("mother", true, "NAME", 10);
    decided("father", false, "NAME", 20);

    assertThat(denials.denied(1)).containsExactly(Category.NAME);
  }

  @Test
  void anOlderWordThatComesLateChangesNothing() {
    decided("mother", true, "NAME", 20);
    decided("mother", false, "NAME", 10);

    assertThat(denials.denied(1)).containsExactly(Category.NAME);
  }

  @Test
  void everythingIsEveryCategory() {
    decided("mother", true, "*", 10);
    decided("mother", false, "NAME", 20);

    assertThat(denials.denied(1)).isEqualTo(EnumSet.complementOf(EnumSet.of(Category.NAME)));
  }
}
