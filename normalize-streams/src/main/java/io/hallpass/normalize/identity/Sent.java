package io.hallpass.normalize.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What stage 1 keeps of an item that a row has emitted, in order to say what changes.
 *
 * <p>One that is not {@code live} must be kept until all that was sent before it was removed is
 * known to be handled: it leads the same item, should it come again for another person, past the
 * one it was at.
 *
 * @param item the item
 * @param person whose it is, or was last
 * @param since the version with which it came to that person
 * @param live false once it is removed
 */
public record Sent(ItemId item, String person, long since, boolean live) {
  private static final int VERSION = 1;

  /** Checks the parts. */
  public Sent {
    Objects.requireNonNull(item, "item");
    Keys.check(person);
  }

  /** The binary form of all that a row has emitted. */
  public static byte[] encode(List<Sent> all) {
    ByteWriter to = new ByteWriter(8 + 64 * all.size()).octet(VERSION).number(all.size());
    for (Sent sent : all) {
      Parts.write(to, sent.item);
      to.text(sent.person).number(sent.since).octet(sent.live ? 1 : 0);
    }
    return to.done();
  }

  /**
   * The list again.
   *
   * @throws UnreadableException if the bytes are not exactly such a list
   */
  public static List<Sent> decode(byte[] bytes) {
    ByteReader from = ByteReader.versioned("sent items", bytes, VERSION);
    int count = from.count();
    List<Sent> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      all.add(new Sent(Parts.item(from), from.text(), from.number(), from.octet() == 1));
    }
    from.end();
    return List.copyOf(all);
  }

  /** Names no person key. */
  @Override
  public String toString() {
    return "Sent[" + item + ", " + since + ", " + live + "]";
  }
}
