package io.hallpass.normalize.identity;

import io.hallpass.normalize.identity.Members.Member;
import io.hallpass.normalize.identity.Message.Admit;
import io.hallpass.normalize.identity.Message.Ask;
import io.hallpass.normalize.identity.Message.Echo;
import io.hallpass.normalize.identity.Message.Release;
import io.hallpass.normalize.identity.WaitingMerge.Reason;
import io.hallpass.normalize.identity.Waves.Home;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Makes two students one, and one two again (see the package). */
final class Merges {
  private final People people;
  private final Members members;
  private final Records records;
  private final Resolution resolution;
  private final Waves waves;
  private final Effects effects;
  private final Tally tally;
  private final Out out;

  Merges(
      People people,
      Members members,
      Records records,
      Resolution resolution,
      Waves waves,
      Effects effects,
      Tally tally,
      Out out) {
    this.people = people;
    this.members = members;
    this.records = records;
    this.resolution = resolution;
    this.waves = waves;
    this.effects = effects;
    this.tally = tally;
    this.out = out;
  }

  /** Somebody is a duplicate of the person, or is one no longer. */
  void asked(Person kept, Ask ask) {
    Member was = members.get(kept, ask.member());
    if (was == null && !ask.wants()) {
      // It has left already; the answer is on its way.
      return;
    }
    boolean merged = was != null && was.merged();
    Member now = new Member(ask.member(), ask.wants(), ask.registered(), merged, record(ask, was));
    members.put(kept, now);
    if (was == null) {
      kept.merging.members++;
    } else if (merged && was.registered() != now.registered()) {
      kept.merging.registered += now.registered() ? 1 : -1;
      resolution.resettle(kept);
    }
  }

  /** Who does not want to be one any more names no record. */
  private static UUID record(Ask ask, Member was) {
    return ask.wants() || was == null ? ask.record() : was.record();
  }

  /** The person belongs to another's student from now on. */
  void admitted(Person person, Admit admit) {
    waves.reach(
        person,
        admit.into(),
        admit.wave(),
        () -> {
          person.merging.joined = admit.into();
          resolution.hear(person, admit.into(), admit.candidates());
          resolution.resettle(person);
        });
  }

  /** The person has a student of its own again, if it had not. */
  void released(Person person, Release release) {
    Merging merging = person.merging;
    if (release.last()) {
      merging.asked = null;
      merging.leaving = false;
    }
    if (merging.joined == null) {
      return;
    }
    merging.joined = null;
    resolution.hear(person, release.from(), release.candidates());
    merging.opening = true;
    merging.owed = release.wave();
    fence(person);
    Wave wave = new Wave(person.key, ++merging.waves, person.student);
    resolution.wave(wave);
    resolution.resettleWith(person, () -> keep(person, release.denials()));
    int sent = resolution.sent();
    resolution.wave(null);
    if (sent == 0) {
      open(person);
    } else {
      waves.begin(person, wave, "", sent);
    }
  }

  /** A wave has been answered somewhere, perhaps as a whole. */
  void echo(Person person, Echo echo) {
    Home home = waves.echo(person, echo);
    if (home == null) {
      return;
    }
    if (person.merging.opening) {
      open(person);
    } else if (person.merging.gathering && Person.conflict(person.candidates)) {
      // What was gathered may lack something; it is gathered again when the conflict is over.
      person.merging.gathering = false;
      person.merging.busy = null;
    } else if (person.merging.gathering) {
      release(person, home);
    } else if (person.merging.released) {
      person.merging.released = false;
      person.merging.busy = null;
    } else {
      opened(person);
    }
  }

  /** Goes on with what is to be done, one thing at a time. */
  void next(Person person) {
    boolean splitWaits = proceed(person);
    Merging merging = person.merging;
    boolean merged = merging.joined != null;
    boolean waits = splitWaits || !merged && merging.into != null;
    if (merged != merging.countedMerged || waits != merging.countedWaiting) {
      tally.merges(
          (merged ? 1 : 0) - (merging.countedMerged ? 1 : 0),
          (waits ? 1 : 0) - (merging.countedWaiting ? 1 : 0));
      merging.countedMerged = merged;
      merging.countedWaiting = waits;
    }
    boolean listed = !waiting(person).isEmpty();
    if (listed != merging.listed) {
      tally.listsMerges(person, listed);
      merging.listed = listed;
    }
  }

  /** Of the person's merges those that wait, as far as it is this person who knows why. */
  List<WaitingMerge> waiting(Person person) {
    Merging merging = person.merging;
    List<WaitingMerge> waiting = new ArrayList<>();
    Reason reason = person.student == null ? Reason.NEVER_REGISTERED : Reason.CHAIN;
    if (merging.into != null && merging.joined == null && merging.asked == null) {
      waiting.add(new WaitingMerge(members.record(person, merging.into), reason));
    }
    for (Member member : merging.members == 0 ? List.<Member>of() : members.all(person)) {
      if (member.wants() && !member.merged() && !takes(person)) {
        waiting.add(new WaitingMerge(member.record(), reason));
      } else if (member.merged()
          && !(member.wants() && takes(person))
          && Person.conflict(person.candidates)
          && !member.key().equals(merging.busy)) {
        waiting.add(new WaitingMerge(member.record(), Reason.CONFLICT));
      }
    }
    return waiting;
  }

  private static boolean takes(Person person) {
    Merging merging = person.merging;
    return merging.into == null && merging.asked == null && person.student != null;
  }

  /**
   * Begins what can be done next; true where a split has to wait: of a student in conflict nobody
   * can say which denials are whose.
   */
  private boolean proceed(Person person) {
    Merging merging = person.merging;
    if (merging.asked != null) {
      tell(person);
    }
    if (merging.busy != null || merging.opening) {
      return false;
    }
    boolean may = person.student != null && merging.merged == 0;
    if (merging.asked == null && merging.into != null && may) {
      merging.asked = merging.into;
      merging.told = person.studentRegistrations > 0;
      UUID record = members.record(person, merging.into);
      out.send(new Ask(merging.into, person.key, true, merging.told, record));
    }
    if (merging.members == 0) {
      return false;
    }
    boolean waits = false;
    boolean conflict = Person.conflict(person.candidates);
    boolean takes = takes(person);
    for (Member member : members.all(person)) {
      boolean wanted = member.wants() && takes;
      if (member.merged() && !wanted && conflict) {
        waits = true;
      } else if (member.merged() && !wanted) {
        beginRelease(person, member);
        return false;
      } else if (!member.merged() && wanted) {
        admit(person, member);
        return waits;
      } else if (!member.merged() && !member.wants()) {
        forget(person, member);
        out.send(new Release(member.key(), person.key, true, List.of(), List.of(), null));
      }
    }
    return waits;
  }

  /**
   * Tells the one who was asked what has changed; also while it leaves, for that may have to wait.
   */
  private void tell(Person person) {
    Merging merging = person.merging;
    boolean registered = person.studentRegistrations > 0;
    boolean leaves = merging.leaving || !merging.asked.equals(merging.into);
    if (leaves != merging.leaving || registered != merging.told) {
      merging.leaving = leaves;
      merging.told = registered;
      UUID record = members.record(person, merging.asked);
      out.send(new Ask(merging.asked, person.key, !leaves, registered, record));
    }
  }

  private void admit(Person kept, Member member) {
    Merging merging = kept.merging;
    merging.busy = member.key();
    fence(kept);
    members.put(kept, member.merged(true));
    merging.merged++;
    merging.registered += member.registered() ? 1 : 0;
    resolution.resettle(kept);
    int count = people.alias(kept, member.key());
    people.alias(kept, member.key(), count + 1);
    kept.aliases += count == 0 ? 1 : 0;
    Wave wave = new Wave(kept.key, ++merging.waves, kept.student);
    waves.begin(kept, wave, "", 1);
    out.send(new Admit(member.key(), kept.key, resolution.onward(kept, member.key()), wave));
  }

  /** All consents of the new member are under the student who is kept. */
  private void opened(Person kept) {
    Merging merging = kept.merging;
    String member = merging.busy;
    merging.busy = null;
    merging.stated = merging.fence;
    UUID open = kept.open();
    if (open != null) {
      records.identity(kept, open);
    }
    resolution.advertise(kept, member);
  }

  private void beginRelease(Person kept, Member member) {
    Merging merging = kept.merging;
    merging.busy = member.key();
    merging.gathering = true;
    Wave wave = new Wave(kept.key, ++merging.waves, kept.student, true);
    resolution.wave(wave);
    resolution.advertise(kept);
    waves.begin(kept, wave, member.key(), resolution.sent());
    resolution.wave(null);
  }

  /** What is denied to either is denied to both from here on. */
  private void release(Person kept, Home home) {
    Merging merging = kept.merging;
    Member member = members.get(kept, merging.busy);
    List<Denial> denials = new ArrayList<>(home.elsewhere());
    denials.addAll(records.denials(kept));
    merging.gathering = false;
    merging.released = true;
    merging.merged--;
    merging.registered -= member.registered() ? 1 : 0;
    members.put(kept, member.merged(false));
    int count = people.alias(kept, member.key()) - 1;
    people.alias(kept, member.key(), count);
    kept.aliases -= count == 0 ? 1 : 0;
    resolution.resettleWith(kept, () -> keep(kept, home.beyond()));
    boolean last = !member.wants();
    if (last) {
      forget(kept, member);
    }
    List<Candidate> claimed = count == 0 ? List.of() : resolution.onward(kept, member.key());
    Wave wave = new Wave(kept.key, ++merging.waves, kept.student);
    waves.begin(kept, wave, "", 1);
    out.send(new Release(member.key(), kept.key, last, claimed, denials, wave));
  }

  private void forget(Person kept, Member member) {
    members.remove(kept, member.key());
    kept.merging.members--;
  }

  private void fence(Person person) {
    out.fence(person.student, ++person.merging.fence);
  }

  private void open(Person person) {
    person.merging.opening = false;
    person.merging.stated = person.merging.fence;
    resolution.resettle(person);
    Wave owed = person.merging.owed;
    person.merging.owed = null;
    out.send(new Echo(owed.root(), person.key, owed, List.of()));
  }

  private void keep(Person person, List<Denial> denials) {
    denials.forEach(denial -> keep(person, denial));
  }

  /**
   * A copy is nobody's row: it stays until somebody decides otherwise. Like every denial it holds
   * the gate while it is released to nobody.
   */
  private void keep(Person person, Denial denial) {
    ItemId item = denial.item(person.key);
    ItemState.Held was = (ItemState.Held) people.item(person, item);
    if (was == null || was.version() < denial.version()) {
      MappedRecord earlier = was == null ? null : (MappedRecord) was.content();
      byte[] payload = out.copied(earlier == null ? null : earlier.payload(), denial.payload());
      MappedRecord now = new MappedRecord(Role.STUDENT, List.of(), true, payload);
      people.item(person, item, new ItemState.Held(People.COPY, denial.version(), now));
      effects.change(person, item, denial.version(), earlier, now);
    }
  }
}
