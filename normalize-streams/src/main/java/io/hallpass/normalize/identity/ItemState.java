package io.hallpass.normalize.identity;

import java.util.ArrayList;
import java.util.List;

/** What a person's partition knows of an item: it is here, or it is expected. */
sealed interface ItemState {
  /** The binary form. */
  byte[] encode();

  /** The item is here, in the version it last changed, since the version it came with. */
  record Held(long since, long version, Content content) implements ItemState {
    @Override
    public byte[] encode() {
      ByteWriter to = new ByteWriter(24 + Parts.size(content));
      to.octet(VERSION).octet(HELD).number(since).number(version);
      Parts.write(to, content);
      return to.done();
    }
  }

  /**
   * The item is not here yet, but messages of one or more future stays have overtaken it; of each
   * stay the last one is kept. All but the last stay end in a {@link Pending#to move}. Never empty.
   */
  record Awaited(List<Pending> stays) implements ItemState {
    /** How many denials are kept. */
    int denials() {
      return (int) stays.stream().filter(stay -> denies(stay.content)).count();
    }

    @Override
    public byte[] encode() {
      ByteWriter to = new ByteWriter(128).octet(VERSION).octet(AWAITED).number(stays.size());
      for (Pending stay : stays) {
        int parts =
            (stay.content == null ? 0 : 1)
                | (stay.to == null ? 0 : 2)
                | (stay.crossing == null ? 0 : 4);
        to.number(stay.since).number(stay.version).octet(parts);
        if (stay.to != null) {
          to.text(stay.to);
        }
        if (stay.content != null) {
          Parts.write(to, stay.content);
        }
        if (stay.crossing != null) {
          Parts.write(to, stay.crossing);
        }
      }
      return to.done();
    }
  }

  /**
   * How a stay stands: content at this person, content on its way {@code to} somebody, or (null,
   * null) nothing.
   *
   * @param since the version with which the item will come
   * @param crossing what goes on with it, or null
   */
  record Pending(long since, long version, String to, Content content, Crossing crossing) {}

  int VERSION = 2;
  int HELD = 0;
  int AWAITED = 1;

  /** Reads either. */
  static ItemState decode(byte[] bytes) {
    ByteReader from = ByteReader.versioned("identity item", bytes, VERSION);
    int kind = from.octet();
    ItemState state;
    if (kind == HELD) {
      state = new Held(from.number(), from.number(), Parts.content(from));
    } else if (kind == AWAITED) {
      int count = from.count();
      List<Pending> stays = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        long since = from.number();
        long version = from.number();
        int parts = from.octet();
        String to = (parts & 2) == 0 ? null : from.text();
        Content content = (parts & 1) == 0 ? null : Parts.content(from);
        Crossing crossing = (parts & 4) == 0 ? null : Parts.crossing(from);
        stays.add(new Pending(since, version, to, content, crossing));
      }
      state = new Awaited(stays);
    } else {
      throw from.unreadable("no such kind of item");
    }
    from.end();
    return state;
  }

  /** True of content, not null, that denies. */
  static boolean denies(Content content) {
    return content != null && content.withholds();
  }
}
