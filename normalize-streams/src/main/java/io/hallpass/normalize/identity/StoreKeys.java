package io.hallpass.normalize.identity;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The layout of the store. A key starts with the person, length first, so that no person's keys are
 * a prefix of another's; then a kind; then what the entry is about. Keys of no person (length zero)
 * are the partition's own.
 */
final class StoreKeys {
  static final int HEAD = 0;
  static final int CONSENT = 1;
  static final int RECORD = 2;
  static final int CLAIM = 3;
  static final int ALIAS = 4;
  static final int LINK = 5;
  static final int WATCHER = 6;
  static final int DIRECTIVE = 7;
  static final int MEMBER = 8;
  static final int WAVE = 9;
  static final int PASSING = 10;
  static final int CALLERS = 11;
  static final int CROSSING = 12;

  static final byte[] COUNTS = {0, 1};
  static final byte[] UNMATCHED = {0, 2};
  static final byte[] CONFLICTS = {0, 3};
  static final byte[] PASSAGES = {0, 4};
  static final byte[] LEFT = {0, 5};
  static final byte[] MERGES = {0, 6};
  static final byte[] COME = {0, 7};

  private StoreKeys() {}

  static byte[] of(String person, int kind) {
    return start(person, kind).done();
  }

  static byte[] of(String person, int kind, String other) {
    return start(person, kind).raw(other.getBytes(StandardCharsets.UTF_8)).done();
  }

  static byte[] of(String person, ItemId item) {
    ByteWriter to = start(person, item.consent() ? CONSENT : RECORD);
    Parts.write(to, item);
    return to.done();
  }

  static byte[] unmatched(String person, ItemId item) {
    ByteWriter to = new ByteWriter(64).raw(UNMATCHED).text(person);
    Parts.write(to, item);
    return to.done();
  }

  static byte[] conflict(String person) {
    return new ByteWriter(32).raw(CONFLICTS).text(person).done();
  }

  static byte[] merges(String person) {
    return new ByteWriter(32).raw(MERGES).text(person).done();
  }

  static byte[] passages(UUID student, boolean come) {
    return new ByteWriter(18).raw(come ? COME : LEFT).uuid(student).done();
  }

  private static ByteWriter start(String person, int kind) {
    return new ByteWriter(64).text(person).octet(kind);
  }
}
