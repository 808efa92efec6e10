package io.hallpass.normalize.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Numbers the {@link Passage passages} of the partition, and keeps those that are not over: what
 * comes or leaves here may also do so elsewhere, until the wave that moves it is over. Of those of
 * a student that are open together the first is written, and ends when none is left.
 */
final class Passages {
  private final PersonStore store;
  private final Out out;
  private final List<Begun> begun = new ArrayList<>();
  private Wave wave;

  /** A passage that this step has begun and neither bound to a wave nor ended. */
  private record Begun(UUID student, boolean comes) {}

  Passages(PersonStore store, Out out) {
    this.store = store;
    this.out = out;
  }

  /** Forgets what a step that failed may have left in memory. */
  void begin() {
    begun.clear();
  }

  /** What moves from here on does so because of the wave, or with null because of none. */
  void wave(Wave now) {
    wave = now;
  }

  /** Whether a wave brings the student here, and perhaps elsewhere, without having said so. */
  boolean unannounced(Person person, UUID student) {
    boolean ends = person.aliases + person.watchers == 0;
    return wave != null
        && !wave.student().equals(student)
        && !(ends && wave.student().equals(Wave.ONE_CLAIM));
  }

  /**
   * Consents are about to come to the student; the records behind this must wait for them. Null
   * where they wait already.
   */
  Passage come(UUID student) {
    if (read(student, true) != null) {
      return null;
    }
    Passage passage = new Passage(student, true, next());
    out.passageInRecords(passage);
    return passage;
  }

  /** The consents have come. */
  void came(Passage passage) {
    out.passageInConsents(passage);
  }

  /** Consents may come to the student here or elsewhere, until it is bound and over, or ended. */
  void coming(UUID student) {
    Passage passage = first(student, true);
    if (passage != null) {
      out.passageInRecords(passage);
    }
  }

  /** Consents are about to leave the student; his records may be on their way. */
  void leave(UUID student) {
    Passage passage = first(student, false);
    if (passage != null) {
      out.passageInConsents(passage);
    }
  }

  /**
   * Consents leave the student, or come to him, here or elsewhere, until this is over.
   *
   * @param until names a wave or a crossing
   */
  void until(Person person, String until, UUID student, boolean leave, boolean come) {
    List<Begun> before = List.copyOf(begun);
    begun.clear();
    if (leave) {
      leave(student);
    }
    if (come) {
      coming(student);
    }
    bind(person, until);
    begun.addAll(before);
  }

  /** Begins one; null where one is open, for that covers it as well. */
  private Passage first(UUID student, boolean comes) {
    begun.add(new Begun(student, comes));
    ByteReader from = read(student, comes);
    if (from == null) {
      Passage passage = new Passage(student, comes, next());
      write(student, comes, 1, passage.number());
      return passage;
    }
    long open = from.number();
    write(student, comes, open + 1, from.number());
    return null;
  }

  /** Whether this step has begun some that it has neither bound nor ended. */
  boolean pending() {
    return !begun.isEmpty();
  }

  /** They end when this is over. */
  void bind(Person person, String until) {
    if (begun.isEmpty()) {
      return;
    }
    byte[] key = StoreKeys.of(person.key, StoreKeys.PASSING, until);
    byte[] before = store.read(key);
    ByteWriter to = new ByteWriter(32).raw(before == null ? new byte[0] : before);
    begun.forEach(one -> to.octet(one.comes() ? 1 : 0).uuid(one.student()));
    store.write(key, to.done());
    begun.clear();
  }

  /** They end here: nobody else has anything that moves with them. */
  void end() {
    begun.forEach(this::end);
    begun.clear();
  }

  /** The wave or the crossing is over. */
  void over(String person, String what) {
    byte[] key = StoreKeys.of(person, StoreKeys.PASSING, what);
    byte[] bytes = store.read(key);
    if (bytes != null) {
      store.delete(key);
      for (ByteReader from = new ByteReader("identity passing", bytes, 0); from.more(); ) {
        boolean comes = from.octet() == 1;
        end(new Begun(from.uuid(), comes));
      }
    }
  }

  private void end(Begun one) {
    ByteReader from = read(one.student(), one.comes());
    long open = from.number() - 1;
    long number = from.number();
    write(one.student(), one.comes(), open, number);
    if (open == 0 && one.comes()) {
      out.passageInConsents(new Passage(one.student(), true, number));
    } else if (open == 0) {
      out.passageInRecords(new Passage(one.student(), false, number));
    }
  }

  private ByteReader read(UUID student, boolean comes) {
    byte[] bytes = store.read(StoreKeys.passages(student, comes));
    return bytes == null ? null : new ByteReader("identity passage", bytes, 0);
  }

  private void write(UUID student, boolean comes, long open, long number) {
    byte[] key = StoreKeys.passages(student, comes);
    if (open == 0) {
      store.delete(key);
    } else {
      store.write(key, new ByteWriter(10).number(open).number(number).done());
    }
  }

  private long next() {
    byte[] bytes = store.read(StoreKeys.PASSAGES);
    long next = bytes == null ? 1 : new ByteReader("identity passages", bytes, 0).number() + 1;
    store.write(StoreKeys.PASSAGES, new ByteWriter(10).number(next).done());
    return next;
  }
}
