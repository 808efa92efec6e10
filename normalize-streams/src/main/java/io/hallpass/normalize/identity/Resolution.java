package io.hallpass.normalize.identity;

import io.hallpass.normalize.identity.Message.Advert;
import io.hallpass.normalize.identity.Message.ChildResolved;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/** Which student a person stands for: a path-vector protocol along the claims (see the package). */
final class Resolution {
  /** A student more claims away than this is not found. */
  static final int LONGEST_PATH = 16;

  /** Two candidates are a conflict, whoever the others are. */
  private static final int ENOUGH = 2;

  private final People people;
  private final Records records;
  private final Tally tally;
  private final Passages passages;
  private final WaveStore waves;
  private final Supplier<UUID> mint;
  private final Out out;
  private Wave wave;
  private int sent;

  Resolution(
      People people,
      Records records,
      Tally tally,
      Passages passages,
      WaveStore waves,
      Supplier<UUID> mint,
      Out out) {
    this.passages = passages;
    this.waves = waves;
    this.people = people;
    this.records = records;
    this.tally = tally;
    this.mint = mint;
    this.out = out;
  }

  /** One more item registers the person as a student. */
  void register(Person person) {
    if (person.studentRegistrations++ > 0) {
      return;
    }
    if (person.student == null) {
      person.student = mint.get();
      person.minted = true;
    }
    tally.registered(1);
    if (person.root()) {
      List<Candidate> all = new ArrayList<>(person.candidates);
      all.add(own(person));
      settle(person, best(all));
    }
  }

  /** One item less registers the person as a student. */
  void unregister(Person person) {
    if (--person.studentRegistrations == 0) {
      tally.registered(-1);
      resettle(person);
    }
  }

  /** Something other than an advert has changed. */
  void resettle(Person person) {
    settle(person, best(all(person)));
  }

  private List<Candidate> all(Person person) {
    List<Candidate> all = people.claims(person);
    if (person.root()) {
      all.add(own(person));
    }
    return all;
  }

  /** The person's records claim {@code alias} once more. */
  void claim(Person person, String alias) {
    int count = people.alias(person, alias);
    people.alias(person, alias, count + 1);
    if (count == 0) {
      person.aliases++;
      if (!person.candidates.isEmpty()) {
        advertise(person, alias);
      }
    }
  }

  /** The person's records claim {@code alias} once less. */
  void unclaim(Person person, String alias) {
    int count = people.alias(person, alias);
    people.alias(person, alias, count - 1);
    if (count == 1) {
      person.aliases--;
      if (!person.candidates.isEmpty()) {
        out.send(new Advert(alias, person.key, List.of()));
      }
    }
  }

  /** Somebody who claims the person has candidates, other ones than before, or none any more. */
  void heard(Person person, Advert advert) {
    List<Candidate> heard = hear(person, advert.owner(), advert.candidates());
    List<Candidate> all;
    if (reliesOn(person, advert.owner())) {
      all = all(person);
    } else {
      // Nothing chosen came from there, so what is chosen is still the best of all the others.
      all = new ArrayList<>(person.candidates);
      all.addAll(heard);
    }
    settle(person, best(all));
  }

  /** Notes what somebody who claims the person stands for, as far as the person can rely on it. */
  List<Candidate> hear(Person person, String owner, List<Candidate> candidates) {
    List<Candidate> now = new ArrayList<>();
    for (Candidate candidate : candidates) {
      // A way through this very person would keep a claim alive that only feeds on itself.
      if (!candidate.path().contains(person.key) && candidate.path().size() <= LONGEST_PATH) {
        now.add(candidate);
      }
    }
    if (!now.equals(people.claim(person, owner))) {
      people.claim(person, owner, now);
    }
    return now;
  }

  /** What is sent from here on is part of the wave, or with null of none. */
  void wave(Wave now) {
    wave = now;
    sent = 0;
  }

  /** How many messages of the wave have been sent, each to be answered. */
  int sent() {
    return sent;
  }

  /** Advertises to all whom the person claims, although nothing may have changed. */
  void advertise(Person person) {
    people.aliases(person).forEach(alias -> advertise(person, alias));
  }

  /** Advertises what the person stands for. */
  void advertise(Person person, String alias) {
    out.send(new Advert(alias, person.key, onward(person, alias), wave));
    sent++;
  }

  /**
   * Something other than an advert has changed, and consents come that no row says: with the
   * others, in front of the records.
   */
  void resettleWith(Person person, Runnable consentsCome) {
    List<Candidate> was = person.candidates;
    List<Candidate> now = best(all(person));
    if (was.equals(now)) {
      consentsCome.run();
      return;
    }
    person.candidates = List.of();
    records.moveStudent(person, was, List.of());
    consentsCome.run();
    person.candidates = now;
    records.moveStudent(person, List.of(), now);
    tell(person, was);
  }

  private void settle(Person person, List<Candidate> now) {
    List<Candidate> was = person.candidates;
    person.candidates = now;
    records.moveStudent(person, was, now);
    tell(person, was);
  }

  /** Tells all who depend on the person what has changed. */
  private void tell(Person person, List<Candidate> was) {
    List<Candidate> now = person.candidates;
    if (was.equals(now)) {
      return;
    }
    UUID left = passages.left();
    if (left == null) {
      spread(person, was);
      return;
    }
    boolean begins = wave == null && person.aliases + person.watchers > 0;
    if (begins) {
      wave(new Wave(person.key, ++person.merging.waves, left));
    }
    int before = sent;
    spread(person, was);
    if (wave == null || sent == before) {
      passages.end();
    } else {
      passages.bind(person, wave);
    }
    if (begins) {
      if (sent > 0) {
        waves.put(person.key, wave, WaveStore.Entry.leaving(sent));
      }
      wave(null);
    }
  }

  private void spread(Person person, List<Candidate> was) {
    List<Candidate> now = person.candidates;
    advertise(person);
    if (Person.conflict(was) != Person.conflict(now)) {
      tally.conflict(person, Person.conflict(now));
    }
    UUID to = Person.open(now);
    if (!Objects.equals(Person.open(was), to)) {
      for (String guardian : people.watchers(person)) {
        out.send(new ChildResolved(guardian, person.key, to, wave));
        sent++;
      }
    }
  }

  private static boolean reliesOn(Person person, String owner) {
    for (Candidate candidate : person.candidates) {
      if (!candidate.path().isEmpty() && candidate.path().get(0).equals(owner)) {
        return true;
      }
    }
    return false;
  }

  private static Candidate own(Person person) {
    return new Candidate(person.student, List.of(), person.merging.opening);
  }

  /** The person's candidates as {@code alias} sees them, whom the person claims. */
  List<Candidate> onward(Person person, String alias) {
    boolean held =
        alias.equals(person.merging.busy) && !person.merging.gathering && !person.merging.released;
    List<Candidate> onward = new ArrayList<>(person.candidates.size());
    for (Candidate candidate : person.candidates) {
      List<String> path = new ArrayList<>(candidate.path().size() + 1);
      path.add(person.key);
      path.addAll(candidate.path());
      UUID filed = person.merging.joined == null ? candidate.filed() : person.student;
      onward.add(new Candidate(candidate.student(), path, held || candidate.held(), filed));
    }
    return best(onward);
  }

  /** For each student the best path that is held and that is not; of the first two students. */
  private static List<Candidate> best(List<Candidate> all) {
    Map<UUID, Map<Boolean, Candidate>> best = new TreeMap<>();
    for (Candidate candidate : all) {
      best.computeIfAbsent(candidate.student(), student -> new TreeMap<>())
          .merge(
              candidate.held(), candidate, (a, b) -> Candidate.BY_PATH.compare(a, b) <= 0 ? a : b);
    }
    return best.values().stream().limit(ENOUGH).flatMap(one -> one.values().stream()).toList();
  }
}
