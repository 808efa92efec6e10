package io.hallpass.normalize.identity;

import io.hallpass.normalize.identity.Message.Call;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Keeps watch where two students or more claim a key. Consents there are nobody's, and keys beyond
 * never hear of a student who is not passed on. Elsewhere the same may be heard in another order,
 * so that records come to one of these students, and leave again.
 */
final class Guard {
  private final People people;
  private final Passages passages;
  private final Out out;

  Guard(People people, Passages passages, Out out) {
    this.people = people;
    this.passages = passages;
    this.out = out;
  }

  /**
   * An advert of a wave has changed what the person knows. The students concerned are under way
   * until all have heard this wave, for which the caller must see, and every other that may have
   * brought one of the students here.
   *
   * @param now whom the person is going to stand for
   * @param heard whom the advert names
   */
  void conflict(Person person, List<Candidate> now, List<Candidate> heard) {
    if (!Person.conflict(now)) {
      return;
    }
    Set<UUID> concerned = students(heard);
    concerned.removeAll(students(now));
    if (!people.records(person, true, Role.STUDENT).isEmpty()) {
      concerned.addAll(students(now));
      concerned.addAll(students(person.candidates));
    }
    if (concerned.isEmpty()) {
      return;
    }
    Set<String> claimers = new TreeSet<>();
    now.forEach(candidate -> claimers.addAll(candidate.path()));
    heard.forEach(candidate -> claimers.addAll(candidate.path()));
    for (String claimer : claimers) {
      underWay(concerned);
      Wave all = Wave.allOf(claimer);
      passages.bind(person, all.text());
      out.send(new Call(claimer, person.key, all));
    }
    underWay(concerned);
  }

  private void underWay(Set<UUID> students) {
    students.forEach(passages::leave);
    students.forEach(passages::coming);
  }

  private static Set<UUID> students(List<Candidate> candidates) {
    Set<UUID> students = new TreeSet<>();
    candidates.forEach(one -> students.add(one.student()));
    return students;
  }
}
