package io.hallpass.ingest.fileset;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far a file set was read; what Connect stores beside the last record.
 *
 * @param set its number, the position on its records
 * @param fingerprint of its contents and of what is collected of them
 * @param stamp of its files as they lay there when reading began, times included
 * @param consentsOnly whether only the consents of a held set are read
 * @param file index of the file being read
 * @param row how many rows of that file were read
 * @param counts what was read before that file, as {@link Counts#text} has it
 * @param done whether the set was read to its end
 * @param memory of the sets before
 */
record SetOffset(
    long set,
    String fingerprint,
    String stamp,
    boolean consentsOnly,
    int file,
    long row,
    String counts,
    boolean done,
    Memory memory) {

  /** Where no set was read yet. */
  static final SetOffset NONE = new SetOffset(0, "", "", false, 0, 0, "", true, Memory.NONE);

  /** The beginning of a set that comes after this one. */
  SetOffset next(long number, String nextFingerprint, String nextStamp, boolean onlyConsents) {
    return new SetOffset(
        number, nextFingerprint, nextStamp, onlyConsents, 0, 0, "", false, memory.at(number));
  }

  /** This set, never to be continued. */
  SetOffset brokenOff() {
    return new SetOffset(set, "", "", false, 0, 0, "", true, memory);
  }

  /** This set, read to its end. */
  SetOffset finished(Counts all, Memory after) {
    return new SetOffset(set, fingerprint, stamp, consentsOnly, 0, 0, all.text(), true, after);
  }

  /** The same, with something else remembered. */
  SetOffset remembering(Memory other) {
    return new SetOffset(set, fingerprint, stamp, consentsOnly, file, row, counts, done, other);
  }

  /** Whether the set this is an offset of can be continued: it lies there untouched. */
  boolean continues(String nowFingerprint, String nowStamp, boolean onlyConsents) {
    return !done
        && fingerprint.equals(nowFingerprint)
        && stamp.equals(nowStamp)
        && consentsOnly == onlyConsents;
  }

  /**
   * The ids of a set of which a part was sent: before and after it was looked into. Empty where
   * there is none.
   */
  Set<String> begun() {
    return done || consentsOnly ? Set.of() : Set.of(fingerprint, stamp);
  }

  /** As Connect stores it. */
  Map<String, Object> map() {
    return map(set, file, row, counts, done, state());
  }

  /** The same, a little further on; {@code state} does not change within a set. */
  static Map<String, Object> map(
      long set, int file, long row, String counts, boolean done, String state) {
    return Map.of(
        "set",
        set,
        "file",
        (long) file,
        "row",
        row,
        "counts",
        counts,
        "done",
        done,
        "state",
        state);
  }

  /** All that does not change while the set is read, as text. */
  String state() {
    return OffsetState.text(this);
  }

  /** Reads what {@link #map} wrote. */
  static SetOffset of(Map<String, Object> map) {
    long set = number(map, "set");
    if (!(map.get("state") instanceof String state)) {
      return NONE.remembering(Memory.NONE.at(set));
    }
    SetOffset rest = OffsetState.read(state);
    return new SetOffset(
        set,
        rest.fingerprint,
        rest.stamp,
        rest.consentsOnly,
        (int) number(map, "file"),
        number(map, "row"),
        String.valueOf(map.get("counts")),
        Boolean.TRUE.equals(map.get("done")),
        rest.memory);
  }

  private static long number(Map<String, Object> map, String key) {
    return map.get(key) instanceof Number number ? number.longValue() : 0;
  }

  /** Where {@link #counts} stands when reading is taken up. */
  Counts counts(List<String> resources) {
    return Counts.of(resources, counts);
  }
}
