package io.hallpass.normalize.identity;

/**
 * What a person keeps of merges: as a duplicate, of the one it is merged into; as the one who is
 * kept, of its duplicates, the members. One thing at a time is done, so that each is simple.
 */
final class Merging {
  /** Whose duplicate the person is said to be, or null. */
  String into;

  /** Whom the person has asked to be its duplicate, or null. */
  String asked;

  /** That it has told the asked one that it does not want to any more. */
  boolean leaving;

  /** Whether the asked one was last told that the person is registered. */
  boolean told;

  /** Whose student the person stands for instead of its own, or null. */
  String joined;

  /** That the person's own student is held until all its consents have come. */
  boolean opening;

  /** To be answered when it is held no longer; null where nobody waits. */
  Wave owed;

  /** The member that is being admitted or released, or null. */
  String busy;

  /** That what is denied is being gathered, before the member is released. */
  boolean gathering;

  /** That the member has been released and has not left yet. */
  boolean released;

  /** How many members there are, wanting or merged. */
  int members;

  /** How many are merged. */
  int merged;

  /** How many of those are registered as students. */
  int registered;

  /** Waves begun. */
  long waves;

  /** The number of the last fence put up for the person's student. */
  long fence;

  /** The number of the last fence that is open. */
  long stated;

  /** How many crossings are open here; not of merges, but as rare. */
  int crossings;

  /** Whether the person counts as merged. */
  boolean countedMerged;

  /** Whether it counts as to be merged. */
  boolean countedWaiting;

  /** Whether the person is in the list of those who know of merges that wait. */
  boolean listed;

  boolean blank() {
    return into == null
        && asked == null
        && joined == null
        && members == 0
        && waves + fence + crossings == 0;
  }

  void write(ByteWriter to) {
    int flags =
        (leaving ? 1 : 0)
            | (told ? 2 : 0)
            | (opening ? 4 : 0)
            | (gathering ? 8 : 0)
            | (released ? 16 : 0)
            | (owed != null ? 32 : 0)
            | (countedMerged ? 64 : 0)
            | (countedWaiting ? 128 : 0)
            | (listed ? 256 : 0);
    to.number(flags).number(members).number(merged).number(registered);
    to.number(waves).number(fence).number(stated).number(crossings);
    for (String name : new String[] {into, asked, joined, busy}) {
      to.text(name == null ? "" : name);
    }
    if (owed != null) {
      Parts.writeWave(to, owed);
    }
  }

  static Merging read(ByteReader from) {
    Merging merging = new Merging();
    int flags = (int) from.number();
    merging.leaving = (flags & 1) != 0;
    merging.told = (flags & 2) != 0;
    merging.opening = (flags & 4) != 0;
    merging.gathering = (flags & 8) != 0;
    merging.released = (flags & 16) != 0;
    merging.countedMerged = (flags & 64) != 0;
    merging.countedWaiting = (flags & 128) != 0;
    merging.listed = (flags & 256) != 0;
    merging.members = (int) from.number();
    merging.merged = (int) from.number();
    merging.registered = (int) from.number();
    merging.waves = from.number();
    merging.fence = from.number();
    merging.stated = from.number();
    merging.crossings = (int) from.number();
    merging.into = name(from);
    merging.asked = name(from);
    merging.joined = name(from);
    merging.busy = name(from);
    merging.owed = (flags & 32) != 0 ? Parts.wave(from) : null;
    return merging;
  }

  private static String name(ByteReader from) {
    String name = from.text();
    return name.isEmpty() ? null : name;
  }
}
