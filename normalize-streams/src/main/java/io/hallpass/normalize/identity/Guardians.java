package io.hallpass.normalize.identity;

import io.hallpass.normalize.identity.Message.ChildResolved;
import io.hallpass.normalize.identity.Message.Echo;
import io.hallpass.normalize.identity.Message.Unwatch;
import io.hallpass.normalize.identity.Message.Watch;
import io.hallpass.normalize.identity.People.Link;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Links guardians to children, whose partitions tell them which student each child is. */
final class Guardians {
  private final People people;
  private final Records records;
  private final Out out;

  Guardians(People people, Records records, Out out) {
    this.people = people;
    this.records = records;
    this.out = out;
  }

  /** One more item says that {@code child} is a child of the guardian. */
  void link(Person guardian, String child) {
    Link link = people.link(guardian, child);
    if (link == null) {
      guardian.links++;
      people.link(guardian, child, new Link(1, null));
      out.send(new Watch(child, guardian.key));
    } else {
      people.link(guardian, child, new Link(link.count() + 1, link.student()));
    }
  }

  /** One item less says so. */
  void unlink(Person guardian, String child) {
    Link link = people.link(guardian, child);
    if (link.count() > 1) {
      people.link(guardian, child, new Link(link.count() - 1, link.student()));
      return;
    }
    Set<UUID> before = records.children(guardian);
    people.link(guardian, child, null);
    guardian.links--;
    out.send(new Unwatch(child, guardian.key));
    records.moveGuardian(guardian, before, records.children(guardian));
  }

  /** A child's partition answers, or tells of a change. */
  void resolved(Person guardian, ChildResolved message) {
    follow(guardian, message);
    if (message.wave() != null) {
      out.send(new Echo(message.child(), guardian.key, message.wave(), List.of()));
    }
  }

  private void follow(Person guardian, ChildResolved message) {
    Link link = people.link(guardian, message.child());
    if (link == null || Objects.equals(link.student(), message.student())) {
      return;
    }
    Set<UUID> before = records.children(guardian);
    people.link(guardian, message.child(), new Link(link.count(), message.student()));
    records.moveGuardian(guardian, before, records.children(guardian));
  }

  /** A guardian asks a child's partition. Always answered: an older answer may be on its way. */
  void watch(Person child, String guardian) {
    if (people.watcher(child, guardian, true)) {
      child.watchers++;
    }
    out.send(new ChildResolved(guardian, child.key, child.open(), null));
  }

  /** A guardian asks no more. */
  void unwatch(Person child, String guardian) {
    if (people.watcher(child, guardian, false)) {
      child.watchers--;
    }
  }
}
