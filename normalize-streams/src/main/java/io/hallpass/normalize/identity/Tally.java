package io.hallpass.normalize.identity;

import java.util.ArrayList;
import java.util.List;

/**
 * The partition's counts, and the lists of unmatched denials and of conflicts. Only the counts that
 * a step changes are read and written. A waiting denial that is not in the list has been dismissed.
 */
final class Tally {
  private static final int VERSION = 1;

  private final PersonStore store;
  private boolean changed;
  private long outOfForceBefore;
  private long waiting;
  private long conflicts;
  private long unmatched;
  private long moving;
  private long registered;
  private long merged;
  private long mergesWaiting;

  Tally(PersonStore store) {
    this.store = store;
  }

  /** Forgets what an earlier step may have left in memory. */
  void begin() {
    changed = false;
  }

  /** Stores the counts; true if a step may have changed them. */
  boolean end() {
    boolean counted = changed;
    if (changed) {
      ByteWriter to = new ByteWriter(48).octet(VERSION).number(waiting).number(conflicts);
      to.number(unmatched).number(moving).number(registered).number(merged).number(mergesWaiting);
      store.write(StoreKeys.COUNTS, to.done());
      changed = false;
    }
    return counted;
  }

  /** Whether the step, which changed the counts, left more denials out of force than it found. */
  boolean moreOutOfForce() {
    return unmatched + moving > outOfForceBefore;
  }

  Counts counts() {
    read();
    return new Counts(waiting, conflicts, unmatched + moving, registered, merged, mergesWaiting);
  }

  void waiting(long more) {
    change();
    waiting += more;
  }

  void registered(long more) {
    change();
    registered += more;
  }

  /** Duplicates that belong to another's student, and those that should but do not. */
  void merges(long done, long waiting) {
    change();
    merged += done;
    mergesWaiting += waiting;
  }

  /** Denials that have left a person and not arrived, or that have overtaken their item. */
  void moving(long more) {
    if (more != 0) {
      change();
      moving += more;
    }
  }

  void conflict(Person person, boolean begins) {
    change();
    byte[] key = StoreKeys.conflict(person.key);
    if (begins) {
      store.write(key, new byte[0]);
      conflicts++;
    } else {
      store.delete(key);
      conflicts--;
    }
  }

  /** The person knows of merges that wait, or does no longer. */
  void listsMerges(Person person, boolean now) {
    if (now) {
      store.write(StoreKeys.merges(person.key), new byte[0]);
    } else {
      store.delete(StoreKeys.merges(person.key));
    }
  }

  /** A denial waits, newly or in a new version. */
  void unmatched(Person person, ItemId item, long version) {
    byte[] key = StoreKeys.unmatched(person.key, item);
    if (store.read(key) == null) {
      change();
      unmatched++;
    }
    store.write(key, new ByteWriter(10).number(version).done());
  }

  /** A denial waits no longer, or is dismissed; perhaps it was dismissed before. */
  void matched(Person person, ItemId item) {
    byte[] key = StoreKeys.unmatched(person.key, item);
    if (store.read(key) != null) {
      change();
      unmatched--;
      store.delete(key);
    }
  }

  /** Dismisses a counted denial, if it still has the version the operator saw. */
  void dismiss(Person person, ItemId item, long version) {
    byte[] seen = store.read(StoreKeys.unmatched(person.key, item));
    if (seen != null && new ByteReader("unmatched denial", seen, 0).number() == version) {
      matched(person, item);
    }
  }

  List<UnmatchedDenial> unmatchedDenials(int limit) {
    List<UnmatchedDenial> found = new ArrayList<>();
    if (limit > 0) {
      store.scan(
          StoreKeys.UNMATCHED,
          (key, value) -> {
            ByteReader from = new ByteReader("identity key", key, StoreKeys.UNMATCHED.length);
            String person = from.text();
            long version = new ByteReader("unmatched denial", value, 0).number();
            found.add(new UnmatchedDenial(person, Parts.item(from), version));
            return found.size() < limit;
          });
    }
    return found;
  }

  List<String> conflicts(int limit) {
    return persons(StoreKeys.CONFLICTS, limit);
  }

  List<String> merges(int limit) {
    return persons(StoreKeys.MERGES, limit);
  }

  private List<String> persons(byte[] list, int limit) {
    List<String> found = new ArrayList<>();
    if (limit > 0) {
      store.scan(
          list,
          (key, value) -> {
            found.add(new ByteReader("identity key", key, list.length).text());
            return found.size() < limit;
          });
    }
    return found;
  }

  private void change() {
    if (!changed) {
      read();
      outOfForceBefore = unmatched + moving;
      changed = true;
    }
  }

  private void read() {
    byte[] bytes = store.read(StoreKeys.COUNTS);
    ByteReader from =
        bytes == null
            ? new ByteReader("identity counts", new byte[5], 0)
            : ByteReader.versioned("identity counts", bytes, VERSION);
    waiting = from.number();
    conflicts = from.number();
    unmatched = from.number();
    moving = from.number();
    registered = from.number();
    merged = from.more() ? from.number() : 0;
    mergesWaiting = from.more() ? from.number() : 0;
  }
}
