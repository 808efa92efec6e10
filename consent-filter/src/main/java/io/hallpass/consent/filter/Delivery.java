package io.hallpass.consent.filter;

import io.hallpass.consent.decision.Release;
import io.hallpass.consent.mask.Masks;
import io.hallpass.consent.mask.RecordMask;
import io.hallpass.consent.mask.UnreadableException;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Scope;

/**
 * Brings what every recipient has of a record to what it should have, and sends the difference:
 * nothing where that is the same bytes, a tombstone only where there was something.
 */
final class Delivery {
  /** Where values go. */
  @FunctionalInterface
  interface Out {
    /** {@code value} is null for a tombstone. */
    void send(String topic, byte[] key, byte[] value);
  }

  private final Masks masks;
  private final Recipients recipients;
  private final Counts counts;
  private final Out out;

  Delivery(Masks masks, Recipients recipients, Counts counts, Out out) {
    this.masks = masks;
    this.recipients = recipients;
    this.counts = counts;
    this.out = out;
  }

  /** A record has come, new or changed; {@code before} is null where it is new. */
  boolean arrived(RecordKey key, Entry entry, byte[] before, Rules rules, Release release) {
    int entity = entity(key, rules);
    RecordMask mask = mask(key, entry, entity, rules);
    if (mask == null) {
      counts.unreadable();
    }
    for (int i = 0; i < rules.numbers().length; i++) {
      if (mask == null || (release.free(i, entity) | release.gated(i, entity)) == 0) {
        counts.count(Counts.Kind.WITHHELD, rules.numbers()[i]);
      }
    }
    byte[] previous = before == null ? entry.current() : before;
    return settle(key, entry, previous, rules, release, entity, mask, false);
  }

  /**
   * The record is the same, but something its release depends on has changed.
   *
   * @param takeBacksOnly whether to act only where a recipient has fields it should not have
   * @return whether the entry changed
   */
  boolean decidedAgain(
      RecordKey key, Entry entry, Rules rules, Release release, boolean takeBacksOnly) {
    int entity = entity(key, rules);
    // Halfway the entry would forget which version the others still have.
    boolean whole = !takeBacksOnly || (entry.earlier() != null && rules.open());
    RecordMask mask = mask(key, entry, entity, rules);
    return settle(key, entry, entry.current(), rules, release, entity, mask, !whole);
  }

  /** The record is gone: it is taken back from everybody who has it. */
  void gone(RecordKey key, Entry entry) {
    while (entry.count() > 0) {
      send(key, entry, entry.recipient(0), Version.NOTHING, entry.hash(0));
    }
  }

  private boolean settle(
      RecordKey key,
      Entry entry,
      byte[] before,
      Rules rules,
      Release release,
      int entity,
      RecordMask mask,
      boolean takeBacksOnly) {
    boolean changed = false;
    boolean open = rules.open();
    for (int i = 0; i < rules.numbers().length; i++) {
      long free = mask == null ? 0 : release.free(i, entity);
      long gated = mask == null ? 0 : release.gated(i, entity) & ~free;
      int number = rules.numbers()[i];
      int place = entry.find(number);
      if (takeBacksOnly) {
        if (place < 0 || (entry.fields(place) & ~(free | gated)) == 0) {
          continue;
        }
        free &= entry.fields(place);
        gated &= entry.fields(place);
      }
      Version version;
      if ((free | gated) == 0) {
        version = Version.NOTHING;
      } else if (open || gated == 0) {
        version = Version.of(mask, entry.current(), free | gated);
      } else {
        Entity of = rules.decider().entities().get(entity);
        version = Version.behindGate(masks, of, entry, before, place, free, gated);
      }
      changed |= send(key, entry, number, version, place < 0 ? 0 : entry.hash(place));
    }
    for (int place = entry.count() - 1; place >= 0; place--) {
      if (rules.recipient(entry.recipient(place)) < 0) {
        changed |= send(key, entry, entry.recipient(place), Version.NOTHING, entry.hash(place));
      }
    }
    if (open && !takeBacksOnly && entry.earlier() != null) {
      entry.earlier(null);
      changed = true;
    }
    return changed;
  }

  /** Brings one recipient from what it has, known by its hash, to {@code version}. */
  private boolean send(RecordKey key, Entry entry, int recipient, Version version, long has) {
    long hash = version.hash();
    boolean gone = version.bytes() == null;
    if (hash == has) {
      boolean fields = !gone && entry.fields(entry.find(recipient)) != version.fields();
      if (fields) {
        entry.sent(recipient, hash, version.fields());
      }
      return fields;
    }
    out.send(recipients.topic(recipient), key.topic(), version.bytes());
    if (gone) {
      entry.takenBack(recipient);
      counts.count(Counts.Kind.TOMBSTONES, recipient);
    } else {
      entry.sent(recipient, hash, version.fields());
      counts.count(Counts.Kind.RELEASED, recipient);
      if (version.bytes() != entry.current()) {
        counts.count(Counts.Kind.MASKED, recipient);
      }
    }
    return true;
  }

  /** The number of the record's entity; -1 where it is unknown or the key is of the wrong kind. */
  private static int entity(RecordKey key, Rules rules) {
    int entity = rules.entity(key.entity());
    if (entity < 0) {
      return -1;
    }
    boolean reference = rules.decider().entities().get(entity).scope() == Scope.REFERENCE;
    return reference == key.reference() ? entity : -1;
  }

  /** Null where the record cannot be read and must not be released. */
  private RecordMask mask(RecordKey key, Entry entry, int entity, Rules rules) {
    if (entity < 0) {
      return null;
    }
    try {
      RecordMask mask = masks.of(entry.current(), rules.decider().entities().get(entity));
      mask.check(entry.current());
      return mask.keyedBy(entry.current(), key.topic()) ? mask : null;
    } catch (UnreadableException e) {
      return null;
    }
  }
}
