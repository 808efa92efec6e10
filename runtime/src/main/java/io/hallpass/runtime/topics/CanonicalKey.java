package io.hallpass.runtime.topics;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.utils.Utils;

/**
 * The key of a canonical or released record: {@code <studentId>/<entity>/<recordId>} for a
 * student's record, {@code <entity>/<recordId>} for reference data.
 *
 * @param studentId empty for reference data
 * @param entity in kebab-case
 * @param recordId of the record
 */
public record CanonicalKey(Optional<UUID> studentId, String entity, UUID recordId) {
  private static final int UUID_LENGTH = 36;

  /** Key of a student's record. */
  public static CanonicalKey student(UUID studentId, String entity, UUID recordId) {
    return new CanonicalKey(Optional.of(studentId), entity, recordId);
  }

  /** Key of a reference record. */
  public static CanonicalKey reference(String entity, UUID recordId) {
    return new CanonicalKey(Optional.empty(), entity, recordId);
  }

  /**
   * Reads a key.
   *
   * @throws IllegalArgumentException where it is not of the form above; the message does not repeat
   *     it
   */
  public static CanonicalKey parse(String key) {
    String[] parts = key.split("/", -1);
    if (parts.length == 3) {
      return student(UUID.fromString(parts[0]), parts[1], UUID.fromString(parts[2]));
    }
    if (parts.length == 2) {
      return reference(parts[0], UUID.fromString(parts[1]));
    }
    throw new IllegalArgumentException(
        "a canonical key has two or three parts, this one has " + parts.length);
  }

  /** {@link #parse(String)} of UTF-8 bytes. */
  public static CanonicalKey parse(byte[] key) {
    return parse(new String(key, StandardCharsets.UTF_8));
  }

  /** The key as it stands in the topic, in UTF-8. */
  public byte[] bytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The partition the record belongs to: by student, reference data by record. */
  public int partition(int partitions) {
    return partition(studentId.orElse(recordId), partitions);
  }

  /** The partition of everything of this student, or of this reference record. */
  public static int partition(UUID id, int partitions) {
    byte[] bytes = id.toString().getBytes(StandardCharsets.US_ASCII);
    return Utils.toPositive(Utils.murmur2(bytes)) % partitions;
  }

  /**
   * The partition of a record with this key, read from the key's bytes alone.
   *
   * @param key bytes as {@link #bytes()} makes them, or {@code <studentId>/identity}
   */
  public static int partition(byte[] key, int partitions) {
    int start = key.length > UUID_LENGTH && key[UUID_LENGTH] == '/' ? 0 : key.length - UUID_LENGTH;
    byte[] id = new byte[UUID_LENGTH];
    System.arraycopy(key, start, id, 0, UUID_LENGTH);
    return Utils.toPositive(Utils.murmur2(id)) % partitions;
  }

  @Override
  public String toString() {
    return studentId.map(id -> id + "/").orElse("") + entity + "/" + recordId;
  }
}
