package io.hallpass.normalize.identity;

import java.util.Optional;
import java.util.UUID;

/**
 * A person of the identity store as its changelog has it, for those who only look. Printing it
 * names nobody.
 *
 * @param key {@code system:value}
 * @param student whom the key stands for, if exactly one
 */
public record StoredPerson(String key, Optional<UUID> student) {

  /** The person whose record in the store this is; empty for every other entry. */
  public static Optional<String> personOf(byte[] key) {
    ByteReader from = new ByteReader("identity key", key, 0);
    String person = from.text();
    return !person.isEmpty() && from.more() && from.octet() == StoreKeys.HEAD && !from.more()
        ? Optional.of(person)
        : Optional.empty();
  }

  /**
   * The value of such a record.
   *
   * @throws UnreadableException where this version did not write it
   */
  public static StoredPerson of(String key, byte[] value) {
    return new StoredPerson(key, Optional.ofNullable(Person.decode(key, value).resolved()));
  }

  @Override
  public String toString() {
    return "person of " + student.map(UUID::toString).orElse("nobody");
  }
}
