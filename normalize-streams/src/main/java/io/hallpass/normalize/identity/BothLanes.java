package io.hallpass.normalize.identity;

import io.hallpass.normalize.identity.RowDiff.Emitted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Finds the persons of whom a row says something in both lanes: with what changes hands always;
 * with what stays where one of the consents denies or revokes, and not in a first load, where the
 * gate is closed until the consents of the source are complete.
 */
final class BothLanes {
  private final Map<String, Side> leaving = new HashMap<>();
  private final Map<String, Side> coming = new HashMap<>();
  private final long version;
  private UUID consent;

  /** What of the row concerns one person. */
  private record Side(int consents, int others, boolean matters) {
    static Side of(Emitted one, boolean matters) {
      int consents = one.item().consent() ? 1 : 0;
      return new Side(consents, 1 - consents, matters);
    }

    Side and(Side more) {
      return new Side(consents + more.consents, others + more.others, matters || more.matters);
    }

    int items() {
      return consents > 0 && others > 0 && matters ? consents + others : 0;
    }
  }

  BothLanes(Map<ItemId, Sent> before, List<Emitted> now, long version, boolean late) {
    this.version = version;
    for (Emitted one : now) {
      Sent old = before.get(one.item());
      boolean moves = old != null && !old.person().equals(one.person());
      if (moves) {
        leaving.merge(old.person(), Side.of(one, true), Side::and);
      }
      boolean withholds = late && one.content().withholds();
      coming.merge(one.person(), Side.of(one, moves || withholds), Side::and);
      consent = one.item().consent() ? one.item().recordId() : consent;
    }
  }

  /**
   * What goes with an item, or null for nothing.
   *
   * @param from whose it was, or null where it is not another's now
   */
  Crossing of(String from, String to) {
    int leaves = from == null ? 0 : leaving.get(from).items();
    int comes = coming.get(to).items();
    return leaves + comes == 0 ? null : new Crossing(consent, version, leaves, comes);
  }
}
