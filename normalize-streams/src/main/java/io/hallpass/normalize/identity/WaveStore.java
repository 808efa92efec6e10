package io.hallpass.normalize.identity;

import java.util.ArrayList;
import java.util.List;

/** What a person keeps of waves that have not been answered yet. */
final class WaveStore {
  /** No person's key: those have a colon. */
  private static final String PASSING = "leaving";

  private final PersonStore store;

  WaveStore(PersonStore store) {
    this.store = store;
  }

  /**
   * A wave at a person.
   *
   * @param owner who is to be answered; empty at the root
   * @param side the claim whose denials are told apart; empty for none
   * @param open adverts that have not been answered
   * @param elsewhere denials that came with answers, or are the person's own
   * @param beyond denials that came with answers of {@code side}
   */
  record Entry(String owner, String side, int open, List<Denial> elsewhere, List<Denial> beyond) {
    /** Of a wave that is to say when what came or left has done so everywhere. */
    static Entry passing(int sent) {
      return new Entry("", PASSING, sent, List.of(), List.of());
    }

    boolean passing() {
      return side.equals(PASSING);
    }

    Entry sent(int more) {
      return new Entry(owner, side, open + more, elsewhere, beyond);
    }

    Entry answered(String from, List<Denial> denials) {
      return from.equals(side)
          ? new Entry(owner, side, open - 1, elsewhere, and(beyond, denials))
          : new Entry(owner, side, open - 1, and(elsewhere, denials), beyond);
    }

    private static List<Denial> and(List<Denial> some, List<Denial> more) {
      List<Denial> all = new ArrayList<>(some);
      all.addAll(more);
      return all;
    }
  }

  /** Null where the wave is not here. */
  Entry get(String person, Wave wave) {
    byte[] bytes = store.read(key(person, wave));
    if (bytes == null) {
      return null;
    }
    ByteReader from = new ByteReader("identity wave", bytes, 0);
    return new Entry(
        from.text(), from.text(), (int) from.number(), Parts.denials(from), Parts.denials(from));
  }

  /** Whether a wave that began at the person is not over, or with zero any. */
  boolean open(Person root, Wave wave) {
    if (wave.number() > 0) {
      return get(root.key, wave) != null;
    }
    boolean[] open = {false};
    store.scan(
        StoreKeys.of(root.key, StoreKeys.WAVE),
        (key, value) -> {
          open[0] = new ByteReader("identity wave", value, 0).text().isEmpty();
          return !open[0];
        });
    return open[0];
  }

  /** Sets, or with null removes. */
  void put(String person, Wave wave, Entry entry) {
    if (entry == null) {
      store.delete(key(person, wave));
      return;
    }
    ByteWriter to = new ByteWriter(64).text(entry.owner).text(entry.side).number(entry.open);
    Parts.writeDenials(to, entry.elsewhere);
    Parts.writeDenials(to, entry.beyond);
    store.write(key(person, wave), to.done());
  }

  /** At the root: {@code from} wants to hear when the wave is over. */
  void called(String root, Wave wave, String from) {
    byte[] key = StoreKeys.of(root, StoreKeys.CALLERS, wave.text());
    byte[] before = store.read(key);
    ByteWriter to = new ByteWriter(32).raw(before == null ? new byte[0] : before);
    store.write(key, to.text(from).done());
  }

  /** Who wants to hear it; they are forgotten. */
  List<String> callers(String root, Wave wave) {
    List<String> callers = new ArrayList<>();
    byte[] key = StoreKeys.of(root, StoreKeys.CALLERS, wave.text());
    byte[] bytes = store.read(key);
    if (bytes != null) {
      store.delete(key);
      for (ByteReader from = new ByteReader("identity callers", bytes, 0); from.more(); ) {
        callers.add(from.text());
      }
    }
    return callers;
  }

  private static byte[] key(String person, Wave wave) {
    return StoreKeys.of(person, StoreKeys.WAVE, wave.text());
  }
}
