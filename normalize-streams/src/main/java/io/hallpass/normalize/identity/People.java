package io.hallpass.normalize.identity;

import io.hallpass.normalize.identity.ItemState.Held;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** The store, in terms of persons. */
final class People {
  private static final byte[] PRESENT = {1};

  private final PersonStore store;

  People(PersonStore store) {
    this.store = store;
  }

  /** A record that is here. */
  record Kept(ItemId item, long since, long version, MappedRecord content) {
    /** Whether it is a copy of a denial; no row's versions begin with zero. */
    boolean copy() {
      return since == COPY;
    }
  }

  /** The {@code since} of what no row says. */
  static final long COPY = 0;

  /**
   * A guardian's link to a child.
   *
   * @param count how many live items say so
   * @param student which student the child was last said to be, or null
   */
  record Link(int count, UUID student) {}

  /** The person, and the bytes to compare with when the step is over. */
  record Loaded(Person person, byte[] bytes) {}

  Loaded load(String key) {
    byte[] bytes = store.read(StoreKeys.of(key, StoreKeys.HEAD));
    return new Loaded(Person.decode(key, bytes), bytes);
  }

  void save(Loaded loaded) {
    byte[] now = loaded.person.encode();
    if (!Arrays.equals(now, loaded.bytes)) {
      set(StoreKeys.of(loaded.person.key, StoreKeys.HEAD), now);
    }
  }

  ItemState item(Person person, ItemId item) {
    byte[] bytes = store.read(StoreKeys.of(person.key, item));
    return bytes == null ? null : ItemState.decode(bytes);
  }

  /** Sets, or with null removes. */
  void item(Person person, ItemId item, ItemState state) {
    set(StoreKeys.of(person.key, item), state == null ? null : state.encode());
  }

  /** The person's consents, or all other records, in one role. */
  List<Kept> records(Person person, boolean consents, Role role) {
    List<Kept> kept = new ArrayList<>();
    byte[] prefix = StoreKeys.of(person.key, consents ? StoreKeys.CONSENT : StoreKeys.RECORD);
    store.scan(
        prefix,
        (key, value) -> {
          if (ItemState.decode(value) instanceof Held held
              && held.content() instanceof MappedRecord content
              && content.role() == role) {
            ItemId item = Parts.item(new ByteReader("identity key", key, prefix.length));
            kept.add(new Kept(item, held.since(), held.version(), content));
          }
          return true;
        });
    return kept;
  }

  /** What {@code owner}, claiming the person, advertised last. */
  List<Candidate> claim(Person person, String owner) {
    byte[] bytes = store.read(StoreKeys.of(person.key, StoreKeys.CLAIM, owner));
    return bytes == null ? List.of() : candidates(bytes);
  }

  /** Sets, or with an empty list removes. */
  void claim(Person person, String owner, List<Candidate> candidates) {
    byte[] bytes = null;
    if (!candidates.isEmpty()) {
      ByteWriter to = new ByteWriter(64);
      Parts.write(to, candidates);
      bytes = to.done();
    }
    set(StoreKeys.of(person.key, StoreKeys.CLAIM, owner), bytes);
  }

  /** All that is advertised to the person. */
  List<Candidate> claims(Person person) {
    List<Candidate> all = new ArrayList<>();
    store.scan(
        StoreKeys.of(person.key, StoreKeys.CLAIM),
        (key, value) -> all.addAll(candidates(value)) || true);
    return all;
  }

  /** How many of the person's records claim {@code alias}. */
  int alias(Person person, String alias) {
    byte[] bytes = store.read(StoreKeys.of(person.key, StoreKeys.ALIAS, alias));
    return bytes == null ? 0 : (int) new ByteReader("identity alias", bytes, 0).number();
  }

  /** Sets, or with zero removes. */
  void alias(Person person, String alias, int count) {
    byte[] bytes = count == 0 ? null : new ByteWriter(1).number(count).done();
    set(StoreKeys.of(person.key, StoreKeys.ALIAS, alias), bytes);
  }

  /** The keys the person's records claim. */
  List<String> aliases(Person person) {
    return person.aliases == 0 ? List.of() : names(person, StoreKeys.ALIAS);
  }

  Link link(Person guardian, String child) {
    byte[] bytes = store.read(StoreKeys.of(guardian.key, StoreKeys.LINK, child));
    return bytes == null ? null : link(bytes);
  }

  /** Sets, or with null removes. */
  void link(Person guardian, String child, Link link) {
    byte[] bytes = null;
    if (link != null) {
      ByteWriter to = new ByteWriter(24).number(link.count).octet(link.student == null ? 0 : 1);
      bytes = (link.student == null ? to : to.uuid(link.student)).done();
    }
    set(StoreKeys.of(guardian.key, StoreKeys.LINK, child), bytes);
  }

  List<Link> links(Person guardian) {
    List<Link> links = new ArrayList<>();
    if (guardian.links > 0) {
      store.scan(
          StoreKeys.of(guardian.key, StoreKeys.LINK), (key, value) -> links.add(link(value)));
    }
    return links;
  }

  /** Sets or clears; true if that changed something. */
  boolean watcher(Person child, String guardian, boolean watches) {
    byte[] key = StoreKeys.of(child.key, StoreKeys.WATCHER, guardian);
    if ((store.read(key) != null) == watches) {
      return false;
    }
    set(key, watches ? PRESENT : null);
    return true;
  }

  List<String> watchers(Person child) {
    return child.watchers == 0 ? List.of() : names(child, StoreKeys.WATCHER);
  }

  private List<String> names(Person person, int kind) {
    List<String> names = new ArrayList<>();
    byte[] prefix = StoreKeys.of(person.key, kind);
    store.scan(
        prefix,
        (key, value) -> names.add(new ByteReader("identity key", key, prefix.length).restAsText()));
    return names;
  }

  private static List<Candidate> candidates(byte[] bytes) {
    return Parts.candidates(new ByteReader("identity claim", bytes, 0));
  }

  private static Link link(byte[] bytes) {
    ByteReader from = new ByteReader("identity link", bytes, 0);
    return new Link((int) from.number(), from.octet() == 1 ? from.uuid() : null);
  }

  private void set(byte[] key, byte[] value) {
    if (value == null) {
      store.delete(key);
    } else {
      store.write(key, value);
    }
  }
}
