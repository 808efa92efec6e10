package io.hallpass.ingest.fileset;

import java.util.List;

/** What is to become of a set that nobody is writing to. Pure. */
enum Verdict {
  TAKE,
  COMPARE,
  HARMFUL,
  UNCOMPARED,
  DONE,
  DISCARDED,
  UNFIT,
  HINDERED,
  REPEATED,
  LATE,
  PAUSED;

  /** Decides, whatever other sets lie there. */
  static Verdict of(Arrival set, Memory memory, Turn.Rules rules) {
    if (rules.decisions().discarded().contains(set.id())) {
      return DISCARDED;
    }
    if (set.fit().isEmpty()) {
      return set.state() instanceof Arrival.State.Hindered ? HINDERED : UNFIT;
    }
    boolean late = rules.drop() && memory.late(set.order());
    boolean approved = memory.approved(set.id(), rules.decisions());
    if (!late && memory.landed().equals(set.id())) {
      return said(set, memory, rules) ? DONE : TAKE;
    }
    if (memory.taken(set.id()).isPresent()) {
      boolean last = memory.last().orElseThrow().fingerprint().equals(set.id());
      if (late) {
        return DONE;
      }
      return last || approved ? TAKE : REPEATED;
    }
    if (approved) {
      return TAKE;
    }
    if (late) {
      return LATE;
    }
    return rules.pausedUntil().isPresent() ? PAUSED : compared(set, rules);
  }

  private static Verdict compared(Arrival set, Turn.Rules rules) {
    if (set.id().equals(rules.begun())) {
      return TAKE;
    }
    Turn.Check check = rules.checks().apply(set);
    if (check instanceof Turn.Check.Known known) {
      return known.finding().harmful() ? HARMFUL : TAKE;
    }
    return check instanceof Turn.Check.Hindered ? UNCOMPARED : COMPARE;
  }

  /**
   * Whether nothing else was said of consents since this set was taken: otherwise, when it comes
   * once more, it is read once more.
   */
  private static boolean said(Arrival set, Memory memory, Turn.Rules rules) {
    boolean again =
        !rules.drop()
            || NaturalOrder.NAMES.compare(
                    set.order(), memory.taken(set.id()).map(TakenSet::order).orElse(""))
                > 0;
    return rules.consents().isEmpty() || !again || memory.lastConsents(set.id());
  }
}
