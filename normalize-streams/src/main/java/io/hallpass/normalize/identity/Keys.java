package io.hallpass.normalize.identity;

import java.util.Objects;

/** What every message and record keeps to. */
final class Keys {
  private Keys() {}

  static void check(String person) {
    if (person.isEmpty()) {
      throw new IllegalArgumentException("a person key must not be empty");
    }
  }

  /** Consents are looked for, and put in front, among a student's records only. */
  static void check(ItemId item, Content content) {
    Objects.requireNonNull(item, "item");
    Objects.requireNonNull(content, "content");
    boolean studentRecord = content instanceof MappedRecord && content.role() == Role.STUDENT;
    if (item.consent() && !studentRecord) {
      throw new IllegalArgumentException("a consent must be a student's record");
    }
  }
}
