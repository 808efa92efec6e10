package io.hallpass.consent.filter;

import io.hallpass.consent.decision.Decider;

/**
 * What holds for all records until a setting or the gate changes.
 *
 * @param decider of the agreements
 * @param numbers of the decider's recipients among {@link Recipients}
 * @param deniable which of the decider's recipients have something to which a denial matters
 * @param open whether every denial that exists is known, and the day on which it holds or not
 */
record Rules(Decider decider, int[] numbers, boolean[] deniable, boolean open) {
  static Rules of(Settings settings, Gates gates, Recipients recipients, boolean clockBelieved) {
    Decider decider = settings.decider();
    int n = decider.recipients().size();
    int[] numbers = new int[n];
    boolean[] deniable = new boolean[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = recipients.number(decider.recipients().get(i));
      deniable[i] = decider.deniable(i);
    }
    boolean open = clockBelieved && settings.district().map(gates::open).orElse(false);
    return new Rules(decider, numbers, deniable, open);
  }

  /** The same while a denial may exist that is not known. */
  Rules closed() {
    return new Rules(decider, numbers, deniable, false);
  }

  /** The number of an entity, or -1. */
  int entity(String name) {
    return decider.entity(name);
  }

  /**
   * The decider's number of a recipient among {@link Recipients}, or -1 where it has no agreement.
   */
  int recipient(int number) {
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] == number) {
        return i;
      }
    }
    return -1;
  }
}
