package io.hallpass.normalize.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Numbers the {@link Passage passages} of the partition, and keeps those of consents that left a
 * student until all records have left that came by the same person: those of guardians and of the
 * keys it claims are taken back elsewhere. Only the last of a student is written, when none is
 * left: they may end in another order than they began.
 */
final class Passages {
  private final PersonStore store;
  private final Out out;
  private final List<UUID> left = new ArrayList<>();

  Passages(PersonStore store, Out out) {
    this.store = store;
    this.out = out;
  }

  /** Forgets what a step that failed may have left in memory. */
  void begin() {
    left.clear();
  }

  /** Consents are about to come to the student; the records behind this must wait for them. */
  Passage come(UUID student) {
    Passage passage = new Passage(student, true, next());
    out.passageInRecords(passage);
    return passage;
  }

  /** The consents have come. */
  void came(Passage passage) {
    out.passageInConsents(passage);
  }

  /** Consents are about to leave the student; his records may be on their way. */
  void leave(UUID student) {
    long number = next();
    write(student, open(student) + 1, number);
    out.passageInConsents(new Passage(student, false, number));
    left.add(student);
  }

  /** A student whom consents left in this step, as far as it was neither bound nor ended. */
  UUID left() {
    return left.isEmpty() ? null : left.get(left.size() - 1);
  }

  /** They end when this wave has been answered. */
  void bind(Person person, Wave wave) {
    byte[] key = StoreKeys.of(person.key, StoreKeys.LEAVING, wave.text());
    byte[] before = store.read(key);
    ByteWriter to = new ByteWriter(16).raw(before == null ? new byte[0] : before);
    left.forEach(to::uuid);
    store.write(key, to.done());
    left.clear();
  }

  /** They end here: nobody else has records of them. */
  void end() {
    left.forEach(this::end);
    left.clear();
  }

  /** The wave has been answered. */
  void answered(String person, Wave wave) {
    byte[] key = StoreKeys.of(person, StoreKeys.LEAVING, wave.text());
    byte[] bytes = store.read(key);
    if (bytes != null) {
      store.delete(key);
      for (ByteReader from = new ByteReader("identity leaving", bytes, 0); from.more(); ) {
        end(from.uuid());
      }
    }
  }

  private void end(UUID student) {
    ByteReader from = read(student);
    long open = from.number() - 1;
    long number = from.number();
    write(student, open, number);
    if (open == 0) {
      out.passageInRecords(new Passage(student, false, number));
    }
  }

  private long open(UUID student) {
    ByteReader from = read(student);
    return from == null ? 0 : from.number();
  }

  private ByteReader read(UUID student) {
    byte[] bytes = store.read(StoreKeys.left(student));
    return bytes == null ? null : new ByteReader("identity passage", bytes, 0);
  }

  private void write(UUID student, long open, long number) {
    if (open == 0) {
      store.delete(StoreKeys.left(student));
    } else {
      store.write(StoreKeys.left(student), new ByteWriter(10).number(open).number(number).done());
    }
  }

  private long next() {
    byte[] bytes = store.read(StoreKeys.PASSAGES);
    long next = bytes == null ? 1 : new ByteReader("identity passages", bytes, 0).number() + 1;
    store.write(StoreKeys.PASSAGES, new ByteWriter(10).number(next).done());
    return next;
  }
}
