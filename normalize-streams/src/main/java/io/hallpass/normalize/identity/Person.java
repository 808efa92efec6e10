package io.hallpass.normalize.identity;

import java.util.List;
import java.util.UUID;

/**
 * What is kept of a person apart from lists: a few numbers, however many items, claims or guardians
 * there are. Lives for one step.
 */
final class Person {
  private static final int VERSION = 1;

  final String key;

  /** Minted when the person was first registered as a student; kept ever after. */
  UUID student;

  /** How many live items register the person as a student. */
  int studentRegistrations;

  /** How many live items register the person as staff. */
  int staffRegistrations;

  /** At most two, in the order of their students: enough to tell none, one and several apart. */
  List<Candidate> candidates = List.of();

  /** How many other keys the person's records claim. */
  int aliases;

  /** How many children the person is a guardian of. */
  int links;

  /** How many guardians watch the person. */
  int watchers;

  Person(String key) {
    this.key = key;
  }

  /** The one student the person stands for, or null. */
  UUID resolved() {
    return resolved(candidates);
  }

  static UUID resolved(List<Candidate> candidates) {
    return candidates.size() == 1 ? candidates.get(0).student() : null;
  }

  private boolean blank() {
    return student == null
        && studentRegistrations + staffRegistrations + aliases + links + watchers == 0
        && candidates.isEmpty();
  }

  /** The binary form; null if there is nothing to keep. */
  byte[] encode() {
    if (blank()) {
      return null;
    }
    ByteWriter to = new ByteWriter(64).octet(VERSION).octet(student == null ? 0 : 1);
    if (student != null) {
      to.uuid(student);
    }
    to.number(studentRegistrations).number(staffRegistrations);
    to.number(aliases).number(links).number(watchers);
    Parts.write(to, candidates);
    return to.done();
  }

  static Person decode(String key, byte[] bytes) {
    Person person = new Person(key);
    if (bytes != null) {
      ByteReader from = ByteReader.versioned("identity person", bytes, VERSION);
      person.student = from.octet() == 1 ? from.uuid() : null;
      person.studentRegistrations = (int) from.number();
      person.staffRegistrations = (int) from.number();
      person.aliases = (int) from.number();
      person.links = (int) from.number();
      person.watchers = (int) from.number();
      person.candidates = Parts.candidates(from);
      from.end();
    }
    return person;
  }
}
