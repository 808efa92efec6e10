package io.hallpass.consent.filter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The key of a canonical record, as text in the topics and shorter in the store: the student's id
 * in 16 bytes (zeros for reference data), the entity's name, the record's id in 16 bytes. So a
 * student's records lie side by side.
 */
final class RecordKey {
  private static final byte SLASH = '/';
  private static final byte[] NOBODY = new byte[Ids.RAW];

  private final byte[] topic;
  private final byte[] store;

  private RecordKey(byte[] topic, byte[] store) {
    this.topic = topic;
    this.store = store;
  }

  /** The key of a topic, or null where it is not of the form {@code [student/]entity/record}. */
  static RecordKey ofTopic(byte[] key) {
    if (key == null || key.length < Ids.TEXT + 2) {
      return null;
    }
    int start = key.length > 2 * Ids.TEXT + 2 && key[Ids.TEXT] == SLASH ? Ids.TEXT + 1 : 0;
    int end = key.length - Ids.TEXT - 1;
    if (end <= start || key[end] != SLASH) {
      return null;
    }
    byte[] store = new byte[Ids.RAW + end - start + Ids.RAW];
    if (start > 0 && (!Ids.read(key, 0, store, 0) || nobody(store))) {
      return null;
    }
    for (int i = start; i < end; i++) {
      if (!ofEntity(key[i])) {
        return null;
      }
      store[Ids.RAW + i - start] = key[i];
    }
    return Ids.read(key, end + 1, store, store.length - Ids.RAW) ? new RecordKey(key, store) : null;
  }

  /** The key that the store holds. */
  static RecordKey ofStore(byte[] store) {
    int name = store.length - 2 * Ids.RAW;
    int start = nobody(store) ? 0 : Ids.TEXT + 1;
    byte[] topic = new byte[start + name + 1 + Ids.TEXT];
    if (start > 0) {
      Ids.write(store, 0, topic, 0);
      topic[Ids.TEXT] = SLASH;
    }
    System.arraycopy(store, Ids.RAW, topic, start, name);
    topic[start + name] = SLASH;
    Ids.write(store, store.length - Ids.RAW, topic, start + name + 1);
    return new RecordKey(topic, store);
  }

  /** In UTF-8, as in the topics. */
  byte[] topic() {
    return topic;
  }

  /** As in the store. */
  byte[] store() {
    return store;
  }

  /** Whether this is reference data, of no student. */
  boolean reference() {
    return nobody(store);
  }

  /** The student's id, 16 bytes. */
  byte[] student() {
    return Arrays.copyOf(store, Ids.RAW);
  }

  String entity() {
    return new String(store, Ids.RAW, store.length - 2 * Ids.RAW, StandardCharsets.US_ASCII);
  }

  private static boolean ofEntity(byte c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  }

  private static boolean nobody(byte[] store) {
    return Arrays.equals(store, 0, Ids.RAW, NOBODY, 0, Ids.RAW);
  }
}
