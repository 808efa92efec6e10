package io.hallpass.sink.copy;

import java.util.UUID;

/**
 * The primary key of a row: the ids in the key of a released record.
 *
 * @param studentHigh more significant half of the studentId; 0 for reference data
 * @param studentLow less significant half of the studentId; 0 for reference data
 * @param recordHigh more significant half of the recordId
 * @param recordLow less significant half of the recordId
 */
public record RowKey(long studentHigh, long studentLow, long recordHigh, long recordLow) {
  /** The studentId; meaningless for reference data. */
  public UUID studentId() {
    return new UUID(studentHigh, studentLow);
  }

  public UUID recordId() {
    return new UUID(recordHigh, recordLow);
  }

  /** Ids are random, so a part of one is as good a hash as any. */
  @Override
  public int hashCode() {
    return Long.hashCode(studentLow * 31 + recordLow);
  }

  /** Whether the UUID in these bytes is this key's recordId, or else its studentId. */
  boolean matches(boolean record, byte[] text, int at) {
    try {
      long high = UuidText.high(text, at);
      long low = UuidText.low(text, at);
      return record
          ? high == recordHigh && low == recordLow
          : high == studentHigh && low == studentLow;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
