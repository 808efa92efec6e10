package io.hallpass.normalize.identity;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A person of the identity store as its changelog has it, for those who only look. Printing it
 * names nobody.
 *
 * @param key {@code system:value}
 * @param student whom the key stands for, if exactly one
 * @param claimed by which students, where it stands for none because several claim it; else empty
 * @param own the student that the person was registered as, whether or not that is in force
 * @param mergeWaits whether it is to be merged into another and one of the two was never registered
 */
public record StoredPerson(
    String key,
    Optional<UUID> student,
    List<UUID> claimed,
    Optional<UUID> own,
    boolean mergeWaits) {

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
    Person person = Person.decode(key, value);
    List<UUID> claimed =
        Person.conflict(person.candidates)
            ? person.candidates.stream().map(Candidate::student).distinct().sorted().toList()
            : List.of();
    return new StoredPerson(
        key,
        Optional.ofNullable(person.resolved()),
        claimed,
        Optional.ofNullable(person.student),
        person.merging.countedWaiting);
  }

  @Override
  public String toString() {
    return "person of " + student.map(UUID::toString).orElse("nobody");
  }
}
