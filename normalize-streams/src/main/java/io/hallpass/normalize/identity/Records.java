package io.hallpass.normalize.identity;

import io.hallpass.normalize.identity.People.Kept;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Releases, retracts and counts the records of a person. Whether a record is released is never
 * stored: it follows from the person's state, so whoever changes that state calls here.
 */
final class Records {
  private final People people;
  private final Tally tally;
  private final Passages passages;
  private final Out out;

  Records(People people, Tally tally, Passages passages, Out out) {
    this.passages = passages;
    this.people = people;
    this.tally = tally;
    this.out = out;
  }

  void add(Person person, ItemId item, long version, MappedRecord record) {
    if (!release(person, item, record)) {
      tally.waiting(1);
      if (record.withholds()) {
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
      Set<UUID> students = students(person, item, record.role());
      students.forEach(student -> out.retract(student, item));
      released = !students.isEmpty();
    }
    if (!released) {
      tally.waiting(-1);
      if (record.withholds()) {
        tally.matched(person, item);
      }
    }
  }

  /** The record, in the same role, has changed. */
  void replace(Person person, ItemId item, long version, MappedRecord was, MappedRecord now) {
    boolean same = Arrays.equals(was.payload(), now.payload());
    boolean released = same ? released(person, item, now.role()) : release(person, item, now);
    if (!released) {
      if (now.withholds()) {
        tally.unmatched(person, item, version);
      } else if (was.withholds()) {
        tally.matched(person, item);
      }
    }
  }

  /** The person stood for {@code was} and now stands for {@code now}. */
  void moveStudent(Person person, List<Candidate> was, List<Candidate> now) {
    UUID consentsFrom = Person.resolved(was);
    UUID consentsTo = Person.resolved(now);
    UUID from = Person.open(was);
    UUID to = Person.open(now);
    boolean consentsMove = !Objects.equals(consentsFrom, consentsTo);
    boolean othersMove = !Objects.equals(from, to);
    UUID filed = person.filed(now);
    if (!consentsMove && !othersMove) {
      if (consentsTo != null && !filed.equals(person.filed(was))) {
        firstDenials(people.records(person, true, Role.STUDENT))
            .forEach(kept -> consent(consentsTo, filed, kept.item(), kept.content()));
      }
      return;
    }
    List<Kept> consents = people.records(person, true, Role.STUDENT);
    List<Kept> others = othersMove ? people.records(person, false, Role.STUDENT) : List.of();
    if (consentsFrom != null && consentsMove && !consents.isEmpty()) {
      // Also of one who is known no longer: he may come again before his records are read as gone.
      passages.leave(consentsFrom);
    }
    if (from != null && othersMove) {
      others.forEach(kept -> out.retract(from, kept.item()));
      if (own(person, from)) {
        out.identityGone(from);
      }
    }
    if (consentsFrom != null && consentsMove) {
      lastDenials(consents).forEach(kept -> out.retract(consentsFrom, kept.item()));
    }
    Passage passage = null;
    if (consentsTo != null && !(own(person, consentsTo) && person.minted)) {
      if (passages.unannounced(person, consentsTo)) {
        passages.coming(consentsTo);
      } else if (to != null && othersMove && !consents.isEmpty()) {
        passage = passages.come(to);
      }
    }
    if (consentsTo != null && consentsMove) {
      firstDenials(consents)
          .forEach(kept -> consent(consentsTo, filed, kept.item(), kept.content()));
    }
    if (passage != null) {
      passages.came(passage);
    }
    if (to != null && othersMove) {
      identity(person, to);
      others.forEach(kept -> out.release(to, kept.item(), kept.content().payload()));
    }
    if (consentsMove) {
      wait(person, consents, consentsFrom, consentsTo);
    }
    wait(person, others, from, to);
  }

  private void consent(UUID student, UUID filed, ItemId item, MappedRecord content) {
    out.releaseConsent(student, filed, item, content.payload());
  }

  private static boolean own(Person person, UUID student) {
    return student != null && student.equals(person.student);
  }

  /**
   * They are read one after the other: no grant may be read before the denial or the revocation
   * beside it.
   */
  private static List<Kept> firstDenials(List<Kept> consents) {
    List<Kept> sorted = new ArrayList<>(consents);
    sorted.sort(Comparator.comparing(kept -> !denies(kept)));
    return sorted;
  }

  private static List<Kept> lastDenials(List<Kept> consents) {
    List<Kept> sorted = new ArrayList<>(consents);
    sorted.sort(Comparator.comparing(Records::denies));
    return sorted;
  }

  private static boolean denies(Kept kept) {
    return kept.copy() || kept.content().withholds();
  }

  /** Says that the student is known, where it is the person's own. */
  void identity(Person person, UUID student) {
    if (own(person, student)) {
      out.identity(student, person.merging.stated);
    }
  }

  private void wait(Person person, List<Kept> kept, UUID from, UUID to) {
    if (from == null ? to != null : to == null) {
      waiting(kept, to == null);
      kept.forEach(one -> denial(person, one, to == null));
    }
  }

  /** What is denied or revoked at the person. */
  List<Denial> denials(Person person) {
    List<Denial> denials = new ArrayList<>();
    for (Kept kept : people.records(person, true, Role.STUDENT)) {
      if (denies(kept)) {
        denials.add(Denial.of(person.key, kept));
      }
    }
    return denials;
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
    Set<UUID> students = students(person, item, record.role());
    if (item.consent()) {
      students.forEach(student -> consent(student, person.filed(person.candidates), item, record));
    } else {
      students.forEach(student -> out.release(student, item, record.payload()));
    }
    return !students.isEmpty();
  }

  private boolean released(Person person, ItemId item, Role role) {
    return role == Role.STAFF
        ? person.staffRegistrations > 0
        : !students(person, item, role).isEmpty();
  }

  private Set<UUID> students(Person person, ItemId item, Role role) {
    if (role == Role.GUARDIAN) {
      return children(person);
    }
    UUID student = item.consent() ? person.resolved() : person.open();
    return student == null ? Set.of() : Set.of(student);
  }

  private void waiting(List<Kept> kept, boolean wait) {
    if (!kept.isEmpty()) {
      tally.waiting(wait ? kept.size() : -kept.size());
    }
  }

  private void denial(Person person, Kept kept, boolean waits) {
    if (kept.content().withholds()) {
      if (waits) {
        tally.unmatched(person, kept.item(), kept.version());
      } else {
        tally.matched(person, kept.item());
      }
    }
  }
}
