package io.hallpass.normalize.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Who is a duplicate of whom, in the store. */
final class Members {
  /** Where the version that wrote it kept none. */
  private static final UUID NO_RECORD = new UUID(0, 0);

  private final PersonStore store;

  Members(PersonStore store) {
    this.store = store;
  }

  /**
   * A duplicate, as the one who is kept knows it.
   *
   * @param key the duplicate
   * @param wants whether it is still said to be one
   * @param registered whether it is registered as a student
   * @param merged whether it belongs to the student of the one who is kept
   * @param record what says that it is one, or said so last
   */
  record Member(String key, boolean wants, boolean registered, boolean merged, UUID record) {
    Member merged(boolean now) {
      return new Member(key, wants, registered, now, record);
    }
  }

  /** Null where there is none. */
  Member get(Person kept, String key) {
    byte[] bytes = store.read(StoreKeys.of(kept.key, StoreKeys.MEMBER, key));
    return bytes == null ? null : member(key, bytes);
  }

  /** Sets. */
  void put(Person kept, Member member) {
    int flags = (member.wants ? 1 : 0) | (member.registered ? 2 : 0) | (member.merged ? 4 : 0);
    byte[] value = new ByteWriter(17).octet(flags).uuid(member.record).done();
    store.write(StoreKeys.of(kept.key, StoreKeys.MEMBER, member.key), value);
  }

  void remove(Person kept, String key) {
    store.delete(StoreKeys.of(kept.key, StoreKeys.MEMBER, key));
  }

  List<Member> all(Person kept) {
    List<Member> all = new ArrayList<>();
    byte[] prefix = StoreKeys.of(kept.key, StoreKeys.MEMBER);
    store.scan(
        prefix,
        (key, value) ->
            all.add(
                member(new ByteReader("identity key", key, prefix.length).restAsText(), value)));
    return all;
  }

  /** One item more, or less, says that the person is a duplicate of {@code kept}. */
  void said(Person person, ItemId item, String kept, int more) {
    byte[] key = StoreKeys.of(person.key, StoreKeys.DIRECTIVE, kept);
    byte[] bytes = store.read(key);
    long count = more + (bytes == null ? 0 : new ByteReader("directive", bytes, 0).number());
    if (count == 0) {
      store.delete(key);
    } else {
      store.write(key, new ByteWriter(18).number(count).uuid(item.recordId()).done());
    }
    person.merging.into = first(person);
  }

  /** What says, or said last, that the person is a duplicate of {@code kept}. */
  UUID record(Person person, String kept) {
    byte[] bytes = store.read(StoreKeys.of(person.key, StoreKeys.DIRECTIVE, kept));
    ByteReader from = bytes == null ? null : new ByteReader("directive", bytes, 0);
    return from == null || from.number() == 0 || !from.more() ? NO_RECORD : from.uuid();
  }

  /** Of several, the first in the order of the keys: no order of events can influence it. */
  private String first(Person person) {
    String[] first = {null};
    byte[] prefix = StoreKeys.of(person.key, StoreKeys.DIRECTIVE);
    store.scan(
        prefix,
        (key, value) -> {
          String kept = new ByteReader("identity key", key, prefix.length).restAsText();
          if (!kept.equals(person.key)) {
            first[0] = kept;
          }
          return first[0] == null;
        });
    return first[0];
  }

  private static Member member(String key, byte[] value) {
    ByteReader from = new ByteReader("identity member", value, 0);
    int flags = from.octet();
    UUID record = from.more() ? from.uuid() : NO_RECORD;
    return new Member(key, (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0, record);
  }
}
