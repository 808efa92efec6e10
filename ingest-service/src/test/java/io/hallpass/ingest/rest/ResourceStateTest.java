package io.hallpass.ingest.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.rest.ResourceState.Open;
import io.hallpass.ingest.rest.ResourceState.Pass;
import io.hallpass.ingest.rest.ResourceState.Whole;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceStateTest {
  private static final Whole WHOLE = new Whole(900, 300, 20, 800);

  private static ResourceState passed() {
    return ResourceState.none("columns").numbered(1_000).passed(1_000, "since", 310, 0);
  }

  /** What was stored before complete passes were. */
  private static ResourceState fromBefore(ResourceState state, String collected) {
    Map<String, Object> stored = state.map();
    stored.keySet().removeIf(key -> key.startsWith("whole") || key.equals("open"));
    return ResourceState.of(stored, collected);
  }

  @Test
  void whatIsStoredIsReadBack() {
    ResourceState state = passed().passing(new Pass(7, "to", "cursor")).comparedWith(WHOLE);

    assertThat(ResourceState.of(state.map(), "columns")).isEqualTo(state);
  }

  @Test
  void anotherMappingKeepsWhatPassesAreComparedWith() {
    ResourceState state = passed().comparedWith(WHOLE);

    assertThat(ResourceState.of(state.map(), "others").whole()).isEqualTo(WHOLE);
  }

  @Test
  void ofAnOlderVersionTheLastFullPassIsComparedWith() {
    Whole last = new Whole(1_000, 310);

    assertThat(fromBefore(passed(), "columns").whole()).isEqualTo(last);
    assertThat(fromBefore(passed(), "others").whole()).isEqualTo(last);
  }

  @Test
  void ofAnOlderVersionAPassThatDidNotEndIsNotComparedWith() {
    ResourceState rejected = passed().passed(1_000, "since", 310, 1);
    ResourceState passing = passed().passing(new Pass(7, "to", "cursor"), 100, 0);

    assertThat(fromBefore(passed().owing(5), "columns").whole()).isEqualTo(Whole.NONE);
    assertThat(fromBefore(rejected, "columns").whole()).isEqualTo(Whole.NONE);
    assertThat(fromBefore(passing, "columns").whole()).isEqualTo(Whole.NONE);
    assertThat(fromBefore(ResourceState.none("columns"), "columns").whole()).isEqualTo(Whole.NONE);
  }

  /** It is known of a newer version that none was complete. */
  @Test
  void aPassThatWasHeldIsNotComparedWith() {
    ResourceState state = passed().ended(Open.HELD, new Whole(1_000, 310));

    assertThat(ResourceState.of(state.map(), "columns").whole()).isEqualTo(Whole.NONE);
  }
}
