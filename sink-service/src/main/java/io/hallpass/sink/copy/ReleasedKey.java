package io.hallpass.sink.copy;

import java.nio.charset.StandardCharsets;

/**
 * The key of a released record, {@code <studentId>/<entity>/<recordId>} or {@code
 * <entity>/<recordId>}, read without detours: there is one for every row.
 *
 * @param entity in kebab-case
 * @param row the ids in it
 * @param student whether there is a studentId
 */
public record ReleasedKey(String entity, RowKey row, boolean student) {
  /**
   * Reads a key.
   *
   * @throws UnfitRecordException where it is not of the form above; the message does not repeat it
   */
  public static ReleasedKey parse(byte[] key) {
    int last = key.length - UuidText.LENGTH;
    boolean student = key.length > UuidText.LENGTH && key[UuidText.LENGTH] == '/';
    int start = student ? UuidText.LENGTH + 1 : 0;
    if (last - 1 <= start || key[last - 1] != '/') {
      throw unfit();
    }
    String entity = new String(key, start, last - 1 - start, StandardCharsets.ISO_8859_1);
    if (entity.indexOf('/') >= 0) {
      throw unfit();
    }
    try {
      long studentHigh = student ? UuidText.high(key, 0) : 0;
      long studentLow = student ? UuidText.low(key, 0) : 0;
      RowKey row =
          new RowKey(studentHigh, studentLow, UuidText.high(key, last), UuidText.low(key, last));
      return new ReleasedKey(entity, row, student);
    } catch (IllegalArgumentException e) {
      throw unfit();
    }
  }

  private static UnfitRecordException unfit() {
    return new UnfitRecordException(
        "a key must be <studentId>/<entity>/<recordId> or <entity>/<recordId>");
  }
}
