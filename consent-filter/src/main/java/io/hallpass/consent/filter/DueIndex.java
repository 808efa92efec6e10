package io.hallpass.consent.filter;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Which students are to be decided again on which day. */
final class DueIndex {
  private static final byte[] PRESENT = {1};
  private static final int KEY = Integer.BYTES + Ids.RAW;

  private final KeyValueStore<byte[], byte[]> store;

  DueIndex(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
  }

  void put(int day, byte[] student) {
    store.put(key(day, student), PRESENT);
  }

  void remove(int day, byte[] student) {
    store.delete(key(day, student));
  }

  /** Up to {@code most} students who are due, the earliest first. */
  List<byte[]> due(LocalDate today, int most) {
    byte[] last = new byte[KEY];
    Arrays.fill(last, (byte) 0xFF);
    ByteBuffer.wrap(last).putInt(sortable(Math.toIntExact(today.toEpochDay())));
    List<byte[]> students = new ArrayList<>();
    try (KeyValueIterator<byte[], byte[]> days = store.range(new byte[KEY], last)) {
      while (days.hasNext() && students.size() < most) {
        students.add(Arrays.copyOfRange(days.next().key, Integer.BYTES, KEY));
      }
    }
    return students;
  }

  private static byte[] key(int day, byte[] student) {
    return ByteBuffer.allocate(KEY).putInt(sortable(day)).put(student).array();
  }

  /** So that days before 1970 come first in the order of unsigned bytes. */
  private static int sortable(int day) {
    return day ^ Integer.MIN_VALUE;
  }
}
