package io.hallpass.normalize.identity;

import java.util.HashSet;
import java.util.Set;

/** What it means that an item at a person appears, changes or disappears. */
final class Effects {
  private final Records records;
  private final Resolution resolution;
  private final Guardians guardians;
  private final Members members;

  Effects(Records records, Resolution resolution, Guardians guardians, Members members) {
    this.records = records;
    this.resolution = resolution;
    this.guardians = guardians;
    this.members = members;
  }

  /** The item, already stored, was {@code was} and is {@code now}; null for not there. */
  void change(Person person, ItemId item, long version, Content was, Content now) {
    // In front of the record: what is said of a new id concerns the record that names it, too.
    claims(person, was, now);
    if (was instanceof MappedRecord old
        && now instanceof MappedRecord current
        && old.role() == current.role()) {
      records.replace(person, item, version, old, current);
    } else {
      if (was instanceof MappedRecord old) {
        records.remove(person, item, old);
      } else if (was instanceof Registration old) {
        unregister(person, item, old);
      }
      if (now instanceof MappedRecord current) {
        records.add(person, item, version, current);
      } else if (now instanceof Registration current) {
        register(person, item, current);
      }
    }
  }

  private void register(Person person, ItemId item, Registration registration) {
    switch (registration.role()) {
      case STUDENT -> resolution.register(person);
      case GUARDIAN -> guardians.link(person, registration.of());
      case STAFF -> {
        if (person.staffRegistrations++ == 0) {
          records.moveStaff(person, true);
        }
      }
      case DUPLICATE -> members.said(person, item, registration.of(), 1);
    }
  }

  private void unregister(Person person, ItemId item, Registration registration) {
    switch (registration.role()) {
      case STUDENT -> resolution.unregister(person);
      case GUARDIAN -> guardians.unlink(person, registration.of());
      case STAFF -> {
        if (--person.staffRegistrations == 0) {
          records.moveStaff(person, false);
        }
      }
      case DUPLICATE -> members.said(person, item, registration.of(), -1);
    }
  }

  private void claims(Person person, Content was, Content now) {
    Set<String> before = claimed(person, was);
    Set<String> after = claimed(person, now);
    if (before.equals(after)) {
      return;
    }
    Set<String> gone = new HashSet<>(before);
    gone.removeAll(after);
    after.removeAll(before);
    resolution.claims(person, gone, after);
  }

  private static Set<String> claimed(Person person, Content content) {
    if (!(content instanceof MappedRecord mapped)
        || mapped.role() != Role.STUDENT
        || mapped.also().isEmpty()) {
      return new HashSet<>();
    }
    Set<String> claimed = new HashSet<>(mapped.also());
    claimed.remove(person.key);
    return claimed;
  }
}
