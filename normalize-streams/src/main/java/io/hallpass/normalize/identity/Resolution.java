package io.hallpass.normalize.identity;

import io.hallpass.normalize.identity.Message.Advert;
import io.hallpass.normalize.identity.Message.Call;
import io.hallpass.normalize.identity.Message.ChildResolved;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
  private final Crossings crossings;
  private final WaveStore waves;
  private final Supplier<UUID> mint;
  private final Guard guard;
  private final Out out;
  private boolean early;
  private Wave wave;
  private int sent;

  Resolution(
      People people,
      Records records,
      Tally tally,
      Passages passages,
      Crossings crossings,
      WaveStore waves,
      Supplier<UUID> mint,
      Out out) {
    this.passages = passages;
    this.crossings = crossings;
    this.waves = waves;
    this.people = people;
    this.records = records;
    this.tally = tally;
    this.mint = mint;
    this.out = out;
    this.guard = new Guard(people, passages, out);
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
      change(person, best(all));
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
    change(person, best(all(person)));
  }

  private List<Candidate> all(Person person) {
    List<Candidate> all = people.claims(person);
    if (person.root()) {
      all.add(own(person));
    }
    return all;
  }

  /**
   * The person's records claim the one keys once less, the others once more. What moves with these
   * keys moves in many partitions: until all have heard, it is under way.
   */
  void claims(Person person, Set<String> less, Set<String> more) {
    Set<String> gone = new TreeSet<>(less);
    gone.removeIf(alias -> count(person, alias, -1) > 0);
    Set<String> come = new TreeSet<>(more);
    come.removeIf(alias -> count(person, alias, 1) > 1);
    person.aliases += come.size() - gone.size();
    if (person.candidates.isEmpty() || gone.isEmpty() && come.isEmpty()) {
      return;
    }
    UUID student = person.resolved();
    if (early && gone.isEmpty() && come.size() == 1) {
      begin(person, Wave.ONE_CLAIM, null, null);
    } else {
      begin(person, student, gone.isEmpty() ? null : student, come.isEmpty() ? null : student);
    }
    for (String alias : gone) {
      out.send(new Advert(alias, person.key, List.of(), wave));
      sent++;
    }
    come.forEach(alias -> advertise(person, alias));
    finish(person);
  }

  private int count(Person person, String alias, int more) {
    int count = people.alias(person, alias) + more;
    people.alias(person, alias, count);
    return count;
  }

  /** Somebody who claims the person has candidates, other ones than before, or none any more. */
  void heard(Person person, Advert advert) {
    List<Candidate> before = wave == null ? null : people.claim(person, advert.owner());
    List<Candidate> heard = hear(person, advert.owner(), advert.candidates());
    List<Candidate> all;
    if (reliesOn(person, advert.owner())) {
      all = all(person);
    } else {
      // Nothing chosen came from there, so what is chosen is still the best of all the others.
      all = new ArrayList<>(person.candidates);
      all.addAll(heard);
    }
    List<Candidate> now = best(all);
    if (wave != null && !heard.equals(before)) {
      guard.conflict(person, now, heard);
    }
    settle(person, now);
    if (passages.pending()) {
      pass(person, false);
    }
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

  /**
   * Whether this is part of a first load: there a student who is made, and one more id of a known
   * one, begin no passage. It would cost each student of a district some messages, and the gate
   * holds for consents that have not found their student.
   */
  void early(boolean now) {
    early = now;
  }

  /** What is sent from here on is part of the wave, or with null of none. */
  void wave(Wave now) {
    wave = now;
    sent = 0;
    passages.wave(now);
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
    boolean begins = begins(person, now);
    crossings.moves(person, Person.resolved(now));
    person.candidates = List.of();
    records.moveStudent(person, was, List.of());
    consentsCome.run();
    person.candidates = now;
    records.moveStudent(person, List.of(), now);
    tell(person, was);
    if (begins) {
      finish(person);
    }
  }

  /** Not because of an advert: so it is here that a wave has to begin. */
  private void change(Person person, List<Candidate> now) {
    boolean begins = begins(person, now);
    settle(person, now);
    if (begins) {
      finish(person);
    }
  }

  /** Whether a wave has begun. */
  private boolean begins(Person person, List<Candidate> now) {
    List<Candidate> was = person.candidates;
    boolean spreads = !was.equals(now) && person.aliases + person.watchers > 0;
    if (wave != null || person.minted && early || !spreads) {
      return false;
    }
    UUID from = Person.resolved(was);
    UUID to = Person.resolved(now);
    begin(person, to == null ? from : to, Objects.equals(from, to) ? null : from, to);
    return true;
  }

  /**
   * Begins a wave.
   *
   * @param student whom it may bring to others only with {@code to}; null for none
   * @param from whom others may leave because of it; null for none
   * @param to to whom others may come because of it; null for none
   */
  private void begin(Person person, UUID student, UUID from, UUID to) {
    wave(new Wave(person.key, ++person.merging.waves, student == null ? Wave.NOBODY : student));
    if (from != null) {
      passages.leave(from);
    }
    if (to != null) {
      passages.coming(to);
    }
  }

  /** Ends the wave here; it is over when all that was sent has been answered. */
  private void finish(Person person) {
    if (sent > 0) {
      passages.bind(person, wave.text());
      waves.put(person.key, wave, WaveStore.Entry.passing(sent));
    } else {
      passages.end();
    }
    wave(null);
  }

  private void settle(Person person, List<Candidate> now) {
    List<Candidate> was = person.candidates;
    crossings.moves(person, Person.resolved(now));
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
    boolean begins = wave == null && passages.pending() && person.aliases + person.watchers > 0;
    if (begins) {
      begin(person, null, null, null);
    }
    int before = sent;
    spread(person, was);
    if (begins) {
      finish(person);
    } else if (passages.pending()) {
      pass(person, sent > before);
    }
  }

  /** What passes here has done so when the wave is over that moved it. */
  private void pass(Person person, boolean more) {
    if (wave == null) {
      passages.end();
    } else if (!wave.root().equals(person.key)) {
      passages.bind(person, wave.text());
      out.send(new Call(wave.root(), person.key, wave));
    } else if (more || waves.get(person.key, wave) != null) {
      passages.bind(person, wave.text());
    } else {
      passages.end();
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
