package io.hallpass.ingest.fileset;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.fileset.FileSetSettings.Decisions;
import io.hallpass.ingest.fileset.Said.How;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SetOffsetTest {
  private static final Memory MEMORY =
      Memory.NONE
          .taken(new TakenSet(10, "f10", "roster-1"))
          .taken(new TakenSet(30, "f30", "roster-3"))
          .taken(new TakenSet(29, "f29", "roster-2"))
          .at(30)
          .landed("f30")
          .consents(new Said("f29", How.DOUBTED, "roster-2+", 35))
          .consents(new Said("f30", How.READ, "", 0))
          .ended("users", 30)
          .files(new SetFiles(Map.of("users.csv", "d30"), Set.of(), false))
          .paused(List.of("f9"))
          .spent("f8", new Decisions(Set.of("f8@today"), Set.of()))
          .status("{\"position\":30}");

  @Test
  void comesBackFromWhatConnectStored() {
    SetOffset offset = SetOffset.NONE.remembering(MEMORY).next(40, "f40", "s40", true);

    assertThat(SetOffset.of(offset.map())).isEqualTo(offset);
    Map<String, Object> further = SetOffset.map(40, 2, 17, "5,6;0,1", false, offset.state());
    assertThat(SetOffset.of(further))
        .isEqualTo(new SetOffset(40, "f40", "s40", true, 2, 17, "5,6;0,1", false, offset.memory()));
  }

  @Test
  void anOffsetOfAnotherKindKeepsItsNumberOnly() {
    Map<String, Object> old = new HashMap<>(Map.of("set", 77L, "fingerprint", "x"));

    assertThat(SetOffset.of(old).memory().newest()).isEqualTo(77);
    assertThat(SetOffset.of(old).continues("x", "", false)).isFalse();
  }

  /** Before approvals were spent, an id without a time stood for good. */
  @Test
  void approvalsOfSetsThatAnOlderOffsetSaysWereTakenAreSpent() {
    Map<String, Object> old = new HashMap<>(SetOffset.NONE.remembering(MEMORY).map());
    old.computeIfPresent("state", (key, state) -> withoutSpent(state));

    Memory memory = SetOffset.of(old).memory();

    assertThat(memory.approved("f10", approving("f10"))).isFalse();
    assertThat(memory.approved("f10", approving("f10", "f10@today"))).isTrue();
    assertThat(memory.approved("f11", approving("f11"))).isTrue();
  }

  private static String withoutSpent(Object state) {
    return state.toString().replace("\"spent\":[\"f8@today\"],", "");
  }

  private static Decisions approving(String... approved) {
    return new Decisions(Set.of(approved), Set.of());
  }

  @Test
  void setsAreRememberedInTheirOrderAndOnlyTheLastHundred() {
    assertThat(MEMORY.taken())
        .extracting(TakenSet::fingerprint)
        .containsExactly("f10", "f29", "f30");
    assertThat(MEMORY.place("roster-1a", 99, id -> true)).isEqualTo(19);
    assertThat(MEMORY.place("roster-3", 99, id -> true)).isEqualTo(MEMORY.next(99));
    assertThat(
            MEMORY
                .consents(new Said("f1", How.READ, "roster-1b", 19))
                .place("roster-1a", 99, id -> true))
        .isBetween(11L, 18L);
    assertThat(MEMORY.late("roster-3")).isFalse();
    assertThat(MEMORY.late("roster-2")).isTrue();
    Memory many = Memory.NONE;
    for (int i = 0; i < 200; i++) {
      many =
          many.taken(new TakenSet(i, "f" + i, "roster-" + i))
              .consents(new Said("f" + i, How.READ, "", 0));
    }
    assertThat(many.taken()).hasSize(100).last().extracting(TakenSet::number).isEqualTo(199L);
    assertThat(many.consents()).hasSize(100);
  }
}
