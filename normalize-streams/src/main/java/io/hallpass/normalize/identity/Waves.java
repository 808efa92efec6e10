package io.hallpass.normalize.identity;

import io.hallpass.normalize.identity.Message.Call;
import io.hallpass.normalize.identity.Message.Echo;
import io.hallpass.normalize.identity.Message.Over;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells a root when all that follows from its adverts has been handled, wherever that was, and
 * brings home what is denied there if it asked for that: a diffusing computation (Dijkstra and
 * Scholten, 1980). Each advert of a wave is answered by one echo. A person who is reached first
 * answers when all it sent on has been answered; reached again meanwhile, it answers at once.
 */
final class Waves {
  private final WaveStore store;
  private final Records records;
  private final Resolution resolution;
  private final Passages passages;
  private final Out out;

  Waves(WaveStore store, Records records, Resolution resolution, Passages passages, Out out) {
    this.store = store;
    this.passages = passages;
    this.records = records;
    this.resolution = resolution;
    this.out = out;
  }

  /** A wave that has come home: what is denied along the one claim, and along all others. */
  record Home(Wave wave, List<Denial> beyond, List<Denial> elsewhere) {}

  /**
   * Begins a wave at its root.
   *
   * @param side the claim whose denials are told apart; may be empty
   * @param sent how many adverts have been sent; not zero
   */
  void begin(Person root, Wave wave, String side, int sent) {
    store.put(root.key, wave, new WaveStore.Entry("", side, sent, List.of(), List.of()));
  }

  /** An advert of a wave: {@code change} acts on it, its consequences are part of the wave. */
  void reach(Person person, String owner, Wave wave, Runnable change) {
    WaveStore.Entry known = store.get(person.key, wave);
    resolution.wave(wave);
    change.run();
    boolean first = known == null && !wave.root().equals(person.key);
    boolean belongs =
        person.candidates.stream().anyMatch(one -> one.student().equals(wave.student()));
    if (first && belongs && resolution.sent() == 0) {
      resolution.advertise(person);
    }
    int sent = resolution.sent();
    resolution.wave(null);
    boolean asked = wave.gathers() && (belongs || owner.equals(wave.root()));
    List<Denial> own = first && asked ? records.denials(person) : List.of();
    if (first && sent > 0) {
      store.put(person.key, wave, new WaveStore.Entry(owner, "", sent, own, List.of()));
    } else {
      if (known != null && sent > 0) {
        store.put(person.key, wave, known.sent(sent));
      }
      out.send(new Echo(owner, person.key, wave, own));
    }
  }

  /** An answer; gives a wave of a merge or a split that has come home here, else null. */
  Home echo(Person person, Echo echo) {
    WaveStore.Entry known = store.get(person.key, echo.wave());
    if (known == null) {
      throw new IllegalStateException("an echo of no wave");
    }
    WaveStore.Entry now = known.answered(echo.from(), echo.denials());
    if (now.open() > 0) {
      store.put(person.key, echo.wave(), now);
      return null;
    }
    store.put(person.key, echo.wave(), null);
    if (now.owner().isEmpty()) {
      passages.over(person.key, echo.wave().text());
      over(person, echo.wave());
      if (!store.open(person, Wave.allOf(person.key))) {
        over(person, Wave.allOf(person.key));
      }
    }
    if (now.passing()) {
      return null;
    }
    if (now.owner().isEmpty()) {
      return new Home(echo.wave(), now.beyond(), now.elsewhere());
    }
    List<Denial> all = new ArrayList<>(now.elsewhere());
    all.addAll(now.beyond());
    out.send(new Echo(now.owner(), person.key, echo.wave(), all));
    return null;
  }

  private void over(Person root, Wave wave) {
    store.callers(root.key, wave).forEach(caller -> out.send(new Over(caller, wave)));
  }

  /** Somebody wants to hear when a wave that began here is over; it may be by now. */
  void called(Person root, Call call) {
    if (!store.open(root, call.wave())) {
      out.send(new Over(call.from(), call.wave()));
    } else {
      store.called(root.key, call.wave(), call.from());
    }
  }
}
