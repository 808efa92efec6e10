package io.hallpass.normalize.identity;

import io.hallpass.normalize.identity.People.Kept;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Releases, retracts and counts the records of a person. Whether a record is released is never
 * stored: it follows from the person's state, so whoever changes that state calls here.
 */
final class Records {
  private final People people;
  private final Tally tally;
  private final Out out;

  Records(People people, Tally tally, Out out) {
    this.people = people;
    this.tally = tally;
    this.out = out;
  }

  void add(Person person, ItemId item, long version, MappedRecord record) {
    if (!release(person, item, record)) {
      tally.waiting(1);
      if (record.denial()) {
        tally.unmatched(person, item, version);
      }
    }
  }

  void remove(Person person, ItemId item, MappedRecord record) {
    boolean released;
    if (record.role() == Role.STAFF) {
      released = person.staffRegistrations > 0;
      if (released) {
        out.retractReference(item);
      }
    } else {
      Set<UUID> students = students(person, record.role());
      students.forEach(student -> out.retract(student, item));
      released = !students.isEmpty();
    }
    if (!released) {
      tally.waiting(-1);
      if (record.denial()) {
        tally.matched(person, item);
      }
    }
  }

  /** The record, in the same role, has changed. */
  void replace(Person person, ItemId item, long version, MappedRecord was, MappedRecord now) {
    boolean same = Arrays.equals(was.payload(), now.payload());
    boolean released = same ? released(person, now.role()) : release(person, item, now);
    if (!released) {
      if (now.denial()) {
        tally.unmatched(person, item, version);
      } else if (was.denial()) {
        tally.matched(person, item);
      }
    }
  }

  /** The person stood for the student {@code from} and now stands for {@code to}; null for none. */
  void moveStudent(Person person, UUID from, UUID to) {
    List<Kept> consents = people.records(person, true, Role.STUDENT);
    List<Kept> others = people.records(person, false, Role.STUDENT);
    if (from != null) {
      others.forEach(kept -> out.retract(from, kept.item()));
      if (from.equals(person.student)) {
        out.identityGone(from);
      }
      consents.forEach(kept -> out.retract(from, kept.item()));
    }
    if (to != null) {
      consents.forEach(kept -> out.release(to, kept.item(), kept.content().payload()));
      if (to.equals(person.student)) {
        out.identity(to);
      }
      others.forEach(kept -> out.release(to, kept.item(), kept.content().payload()));
    }
    if (from == null || to == null) {
      boolean wait = to == null;
      waiting(consents, wait);
      consents.forEach(kept -> denial(person, kept, wait));
      waiting(others, wait);
      others.forEach(kept -> denial(person, kept, wait));
    }
  }

  /** The person's staff records are released from now on, or no longer. */
  void moveStaff(Person person, boolean known) {
    List<Kept> kept = people.records(person, false, Role.STAFF);
    if (known) {
      kept.forEach(record -> out.releaseReference(record.item(), record.content().payload()));
    } else {
      kept.forEach(record -> out.retractReference(record.item()));
    }
    waiting(kept, !known);
  }

  /** The guardian's children stood for the students {@code from} and now stand for {@code to}. */
  void moveGuardian(Person person, Set<UUID> from, Set<UUID> to) {
    if (from.equals(to)) {
      return;
    }
    List<Kept> kept = people.records(person, false, Role.GUARDIAN);
    for (UUID student : from) {
      if (!to.contains(student)) {
        kept.forEach(record -> out.retract(student, record.item()));
      }
    }
    for (UUID student : to) {
      if (!from.contains(student)) {
        kept.forEach(record -> out.release(student, record.item(), record.content().payload()));
      }
    }
    if (from.isEmpty() || to.isEmpty()) {
      waiting(kept, to.isEmpty());
    }
  }

  /** The students the guardian's children stand for, each once. */
  Set<UUID> children(Person person) {
    Set<UUID> students = new LinkedHashSet<>();
    for (People.Link link : people.links(person)) {
      if (link.student() != null) {
        students.add(link.student());
      }
    }
    return students;
  }

  private boolean release(Person person, ItemId item, MappedRecord record) {
    if (record.role() == Role.STAFF) {
      if (person.staffRegistrations == 0) {
        return false;
      }
      out.releaseReference(item, record.payload());
      return true;
    }
    Set<UUID> students = students(person, record.role());
    students.forEach(student -> out.release(student, item, record.payload()));
    return !students.isEmpty();
  }

  private boolean released(Person person, Role role) {
    return role == Role.STAFF ? person.staffRegistrations > 0 : !students(person, role).isEmpty();
  }

  private Set<UUID> students(Person person, Role role) {
    if (role == Role.GUARDIAN) {
      return children(person);
    }
    UUID student = person.resolved();
    return student == null ? Set.of() : Set.of(student);
  }

  private void waiting(List<Kept> kept, boolean wait) {
    if (!kept.isEmpty()) {
      tally.waiting(wait ? kept.size() : -kept.size());
    }
  }

  private void denial(Person person, Kept kept, boolean waits) {
    if (kept.content().denial()) {
      if (waits) {
        tally.unmatched(person, kept.item(), kept.version());
      } else {
        tally.matched(person, kept.item());
      }
    }
  }
}
