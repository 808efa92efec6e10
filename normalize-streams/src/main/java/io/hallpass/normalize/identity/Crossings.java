package io.hallpass.normalize.identity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Counts what has been handled of each {@link Crossing} at a person. From the first message of it
 * to the last, the student whom the person stands for is under way.
 */
final class Crossings {
  private final PersonStore store;
  private final Passages passages;

  Crossings(PersonStore store, Passages passages) {
    this.store = store;
    this.passages = passages;
  }

  /** An item comes to the person, or changes there: {@code change} does what follows. */
  void comes(Person person, Crossing crossing, Runnable change) {
    step(person, crossing, crossing == null ? 0 : crossing.coming(), true, change);
  }

  /** An item leaves the person. */
  void leaves(Person person, Crossing crossing, Runnable change) {
    step(person, crossing, crossing == null ? 0 : crossing.leaving(), false, change);
  }

  private void step(Person person, Crossing crossing, int items, boolean comes, Runnable change) {
    if (items == 0) {
      change.run();
      return;
    }
    byte[] key = StoreKeys.of(person.key, StoreKeys.CROSSING, crossing.text());
    byte[] known = store.read(key);
    long left =
        (known == null ? items : new ByteReader("identity crossing", known, 0).number()) - 1;
    if (known == null) {
      person.merging.crossings++;
      UUID student = person.resolved();
      if (student != null) {
        passages.until(person, crossing.text(), student, !comes, comes);
      }
    }
    store.write(key, new ByteWriter(4).number(left).done());
    change.run();
    if (left == 0) {
      store.delete(key);
      person.merging.crossings--;
      passages.over(person.key, crossing.text());
    }
  }

  /**
   * The person is about to stand for this student, or with null for none. Of what crosses here the
   * one may have come to the student before, or come to this one, and the other not.
   */
  void moves(Person person, UUID to) {
    UUID from = person.resolved();
    if (person.merging.crossings == 0 || Objects.equals(from, to)) {
      return;
    }
    for (String crossing : open(person)) {
      if (from != null) {
        passages.until(person, crossing, from, true, false);
      }
      if (to != null) {
        passages.until(person, crossing, to, true, true);
      }
    }
  }

  private List<String> open(Person person) {
    List<String> open = new ArrayList<>();
    byte[] prefix = StoreKeys.of(person.key, StoreKeys.CROSSING);
    store.scan(
        prefix,
        (key, value) ->
            open.add(
                new String(
                    key, prefix.length, key.length - prefix.length, StandardCharsets.UTF_8)));
    return open;
  }
}
