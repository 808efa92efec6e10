package io.hallpass.consent.filter;

import io.hallpass.consent.mask.Masks;
import io.hallpass.consent.mask.RecordMask;
import io.hallpass.consent.mask.UnreadableException;
import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.schemas.Entity;

/**
 * What a recipient should have of a record.
 *
 * @param bytes null for nothing
 * @param fields the fields it was masked to
 */
record Version(byte[] bytes, long fields) {
  static final Version NOTHING = new Version(null, 0);

  /** The record with these fields; nothing where there are none. */
  static Version of(RecordMask mask, byte[] value, long fields) {
    return fields == 0 ? NOTHING : new Version(mask.apply(value, fields), fields);
  }

  /** The hash of the bytes; 0 for nothing. */
  long hash() {
    return bytes == null ? 0 : Hash64.of(bytes);
  }

  /**
   * What a recipient should have while the gate is closed. Of the fields to which a denial matters
   * it keeps what it has, as far as it still may, and gets nothing new: no other fields and no
   * other values. Which version of the record it has is not assumed but found out, by comparing
   * hashes; where none fits, these fields are withheld.
   *
   * <p>If the record's schema changed meanwhile, two versions cannot be put together, and a
   * recipient that has both kinds of agreement keeps the earlier version of all its fields.
   *
   * @param before the record before the change that is being acted on, or the record
   * @param place of the recipient in the entry; negative where it has nothing
   * @param free the fields to which no denial matters
   * @param gated the other fields it may have
   */
  static Version behindGate(
      Masks masks, Entity entity, Entry entry, byte[] before, int place, long free, long gated) {
    RecordMask mask = masks.of(entry.current(), entity);
    long had = place < 0 ? 0 : entry.fields(place);
    long keeps = had & gated;
    if (keeps == 0) {
      return of(mask, entry.current(), free);
    }
    long hash = entry.hash(place);
    if (Hash64.of(mask.apply(entry.current(), had)) == hash) {
      return of(mask, entry.current(), free | keeps);
    }
    byte[] earlier = entry.earlier();
    if (earlier == null) {
      return of(mask, entry.current(), free);
    }
    try {
      RecordMask earlierMask = masks.of(earlier, entity);
      boolean whole = Hash64.of(earlierMask.apply(earlier, had)) == hash;
      if (!sameSchema(earlier, entry.current())) {
        return whole
            ? of(earlierMask, earlier, (free & had) | keeps)
            : of(mask, entry.current(), free);
      }
      if (whole
          || (sameSchema(earlier, before)
              && Hash64.of(mask.splice(before, free & had, earlier, had & ~free)) == hash)) {
        return new Version(mask.splice(entry.current(), free, earlier, keeps), free | keeps);
      }
    } catch (UnreadableException e) {
      // An earlier version that cannot be read keeps nothing alive.
    }
    return of(mask, entry.current(), free);
  }

  private static boolean sameSchema(byte[] one, byte[] other) {
    return WireFormat.looksLike(other) && WireFormat.schemaId(one) == WireFormat.schemaId(other);
  }
}
