package io.hallpass.sink.copy;

import io.hallpass.schemas.FieldType;

/**
 * Writes one Avro value as one column of binary {@code COPY}: a length and PostgreSQL's binary form
 * of the type.
 */
final class ValueWriter {
  /** Days from 1970-01-01 to 2000-01-01, PostgreSQL's day 0. */
  private static final int EPOCH_DAYS = 10_957;

  private static final long EPOCH_MILLIS = EPOCH_DAYS * 86_400_000L;

  /** PostgreSQL's dates begin on 4713-11-24 BC and end with the year 5874897. */
  private static final int FIRST_DAY = -2_451_545;

  private static final int LAST_DAY = 2_145_031_948;

  /** PostgreSQL's timestamps end with the year 294276. */
  private static final long LAST_MILLI = 9_223_371_331_199_999L;

  private static final int TEXT_OID = 25;

  private ValueWriter() {}

  /**
   * Writes the value the cursor stands on.
   *
   * @throws IllegalArgumentException where PostgreSQL cannot hold the value; the message does not
   *     repeat it
   */
  static void write(FieldType type, AvroCursor from, CopyBuffer to) {
    switch (type) {
      case STRING -> {
        int length = from.readLength();
        to.putText(from.bytes(), from.at(), length);
      }
      case UUID -> uuid(from, to);
      case INT -> {
        to.putInt(4);
        to.putInt(from.readInt());
      }
      case LONG -> {
        to.putInt(8);
        to.putLong(from.readLong());
      }
      case DOUBLE -> {
        to.putInt(8);
        to.putLong(from.readDoubleBits());
      }
      case BOOLEAN -> {
        to.putInt(1);
        to.putByte(from.readByte() == 0 ? 0 : 1);
      }
      case DATE -> {
        to.putInt(4);
        to.putInt((int) within((long) from.readInt() - EPOCH_DAYS, FIRST_DAY, LAST_DAY, "date"));
      }
      case INSTANT -> {
        to.putInt(8);
        long millis = from.readLong();
        within(
            millis,
            (FIRST_DAY + EPOCH_DAYS) * 86_400_000L,
            LAST_MILLI + EPOCH_MILLIS,
            "point in time");
        to.putLong((millis - EPOCH_MILLIS) * 1000);
      }
      case STRING_LIST -> list(from, to);
    }
  }

  private static void uuid(AvroCursor from, CopyBuffer to) {
    if (from.readLength() != UuidText.LENGTH) {
      throw new IllegalArgumentException("not a UUID of 36 characters");
    }
    to.putInt(16);
    to.putLong(UuidText.high(from.bytes(), from.at()));
    to.putLong(UuidText.low(from.bytes(), from.at()));
  }

  private static long within(long value, long first, long last, String what) {
    if (value < first || value > last) {
      throw new IllegalArgumentException("a " + what + " beyond what PostgreSQL can hold");
    }
    return value;
  }

  /** An array of one dimension with lower bound 1; one without items has no dimension. */
  private static void list(AvroCursor from, CopyBuffer to) {
    int start = to.size();
    to.putInt(0);
    to.putInt(1);
    to.putInt(0);
    to.putInt(TEXT_OID);
    to.putInt(0);
    to.putInt(1);
    int count = 0;
    for (long items = from.readBlock(); items > 0; items = from.readBlock()) {
      for (long i = 0; i < items; i++) {
        int length = from.readLength();
        to.putText(from.bytes(), from.at(), length);
        from.advance(length);
        count++;
      }
    }
    if (count == 0) {
      to.cutTo(start + 16);
      to.setInt(start + 4, 0);
    } else {
      to.setInt(start + 16, count);
    }
    to.setInt(start, to.size() - start - 4);
  }
}
