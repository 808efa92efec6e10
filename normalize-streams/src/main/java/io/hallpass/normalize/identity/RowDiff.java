package io.hallpass.normalize.identity;

import io.hallpass.normalize.identity.Message.Move;
import io.hallpass.normalize.identity.Message.Put;
import io.hallpass.normalize.identity.Message.Remove;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stage 1's half of the protocol: what to send when a row, which emitted some items before, now
 * emits others.
 *
 * @param messages to send, in this order, each to the partition of its person on its lane
 * @param sent what to keep for the row, in place of what was kept
 */
public record RowDiff(List<Message> messages, List<Sent> sent) {
  /** Copies. */
  public RowDiff {
    messages = List.copyOf(messages);
    sent = List.copyOf(sent);
  }

  /**
   * An item as the row emits it now.
   *
   * @param item not twice in one row
   * @param person whose it is
   * @param content what it says
   */
  public record Emitted(ItemId item, String person, Content content) {
    /** Checks the parts. */
    public Emitted {
      Keys.check(person);
      Keys.check(item, content);
    }

    /** Names no person key. */
    @Override
    public String toString() {
      return "Emitted[" + item + "]";
    }
  }

  /**
   * Compares.
   *
   * @param before what was kept for the row; empty for a new one
   * @param now what the row emits now; empty for a deleted one
   * @param version greater than at any earlier call for the row
   * @param late whether the row's source was read whole before
   * @throws IllegalArgumentException if the row emits an item twice; names the entity
   */
  public static RowDiff between(List<Sent> before, List<Emitted> now, long version, boolean late) {
    Map<ItemId, Sent> sent = new LinkedHashMap<>();
    before.forEach(old -> sent.put(old.item(), old));
    Map<ItemId, Sent> gone = new LinkedHashMap<>(sent);
    List<Message> messages = new ArrayList<>();
    // Last the registrations: what names a student's ids before he is made costs no passage.
    BothLanes lanes = new BothLanes(sent, now, version, late);
    List<Emitted> ordered = new ArrayList<>(now);
    ordered.sort(Comparator.comparing(one -> one.content() instanceof Registration));
    for (Emitted emitted : ordered) {
      ItemId item = emitted.item();
      Sent old = gone.remove(item);
      if (old == null && sent.containsKey(item)) {
        throw new IllegalArgumentException("the row emits the same " + item.entity() + " twice");
      }
      sent.put(item, send(messages, old, emitted, version, late, lanes));
    }
    for (Sent old : gone.values()) {
      if (old.live()) {
        messages.add(new Remove(old.person(), old.item(), version, old.since()));
        sent.put(old.item(), new Sent(old.item(), old.person(), old.since(), false));
      }
    }
    return new RowDiff(messages, new ArrayList<>(sent.values()));
  }

  private static Sent send(
      List<Message> to, Sent old, Emitted now, long version, boolean late, BothLanes lanes) {
    ItemId item = now.item();
    boolean fresh = old == null || !old.live();
    if (old != null && !old.person().equals(now.person())) {
      Crossing crossing = lanes.of(old.person(), now.person());
      to.add(
          new Move(
              old.person(),
              item,
              version,
              old.since(),
              fresh,
              now.person(),
              now.content(),
              crossing));
      return new Sent(item, now.person(), version, true);
    }
    long since = old == null ? version : old.since();
    Crossing crossing = lanes.of(null, now.person());
    to.add(new Put(now.person(), item, version, since, fresh, now.content(), late, crossing));
    return new Sent(item, now.person(), since, true);
  }
}
