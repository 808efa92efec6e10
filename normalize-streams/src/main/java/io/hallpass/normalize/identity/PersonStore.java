package io.hallpass.normalize.identity;

import java.util.function.BiPredicate;

/**
 * The state of one partition: a map from bytes to bytes, seen by one thread. What one {@link
 * IdentityStage#handle} call writes must become durable together with what it sends, or not at all;
 * reads see earlier writes.
 */
public interface PersonStore {
  /** The value under the key, or null. */
  byte[] read(byte[] key);

  /** Sets the value, never null, under the key. */
  void write(byte[] key, byte[] value);

  /** Removes the key, if it is there. */
  void delete(byte[] key);

  /**
   * Shows every key that starts with {@code prefix}, and its value, in one fixed order, until the
   * visitor returns false. The visitor does not write.
   */
  void scan(byte[] prefix, BiPredicate<byte[], byte[]> visitor);
}
