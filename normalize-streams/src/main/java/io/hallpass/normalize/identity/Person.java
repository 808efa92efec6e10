package io.hallpass.normalize.identity;

import java.util.List;
import java.util.UUID;

/**
 * What is kept of a person apart from lists: a few numbers, however many items, claims or guardians
 * there are. Lives for one step.
 */
final class Person {
  private static final int VERSION = 3;

  final String key;

  /** Minted when the person was first registered as a student; kept ever after. */
  UUID student;

  /** That this step has made the student: nobody has heard of it before. */
  boolean minted;

  /** How many live items register the person as a student. */
  int studentRegistrations;

  /** How many live items register the person as staff. */
  int staffRegistrations;

  /**
   * Of at most two students, in their order: enough to tell none, one and several apart. Of each
   * the best path that is held and the best that is not. If either could displace the other, two
   * persons could each go by way of the other and never settle.
   */
  List<Candidate> candidates = List.of();

  /** How many other keys the person's records claim. */
  int aliases;

  /** How many children the person is a guardian of. */
  int links;

  /** How many guardians watch the person. */
  int watchers;

  /** What is kept of merges with other persons; mostly nothing. */
  Merging merging = new Merging();

  Person(String key) {
    this.key = key;
  }

  /** The one student the person stands for, or null. */
  UUID resolved() {
    return resolved(candidates);
  }

  /** The same for all that is no consent: null also while the student is held. */
  UUID open() {
    return open(candidates);
  }

  /** For whom the person's consents are filed, where it stands for one student; else null. */
  UUID filed(List<Candidate> those) {
    if (resolved(those) == null) {
      return null;
    }
    return merging.joined == null ? those.get(0).filed() : student;
  }

  static UUID resolved(List<Candidate> candidates) {
    return candidates.isEmpty() || conflict(candidates) ? null : candidates.get(0).student();
  }

  static UUID open(List<Candidate> candidates) {
    return candidates.stream().anyMatch(Candidate::held) ? null : resolved(candidates);
  }

  /** Whether there is more than one student. */
  static boolean conflict(List<Candidate> candidates) {
    return candidates.size() > 1
        && candidates.stream().map(Candidate::student).distinct().count() > 1;
  }

  /** Whether the person, or one that is merged into it, is registered as a student. */
  boolean root() {
    return student != null
        && merging.joined == null
        && studentRegistrations + merging.registered > 0;
  }

  private boolean blank() {
    return student == null
        && studentRegistrations + staffRegistrations + aliases + links + watchers == 0
        && candidates.isEmpty()
        && merging.blank();
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
    if (!merging.blank()) {
      merging.write(to);
    }
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
      if (from.more()) {
        person.merging = Merging.read(from);
      }
      from.end();
    }
    return person;
  }
}
