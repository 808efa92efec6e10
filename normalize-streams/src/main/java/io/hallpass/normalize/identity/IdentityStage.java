package io.hallpass.normalize.identity;

import io.hallpass.normalize.identity.Message.Admit;
import io.hallpass.normalize.identity.Message.Advert;
import io.hallpass.normalize.identity.Message.Arrive;
import io.hallpass.normalize.identity.Message.Arrived;
import io.hallpass.normalize.identity.Message.Ask;
import io.hallpass.normalize.identity.Message.Call;
import io.hallpass.normalize.identity.Message.ChildResolved;
import io.hallpass.normalize.identity.Message.Dismiss;
import io.hallpass.normalize.identity.Message.Echo;
import io.hallpass.normalize.identity.Message.Move;
import io.hallpass.normalize.identity.Message.Over;
import io.hallpass.normalize.identity.Message.Put;
import io.hallpass.normalize.identity.Message.Release;
import io.hallpass.normalize.identity.Message.Remove;
import io.hallpass.normalize.identity.Message.Unwatch;
import io.hallpass.normalize.identity.Message.Watch;
import io.hallpass.normalize.identity.People.Loaded;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One partition of stage 2: decides which student each record belongs to, and says so (see the
 * package). Used by one thread; keeps nothing in memory between steps, so after a step that failed
 * or was rolled back the store alone tells where it is.
 */
public final class IdentityStage {
  private final People people;
  private final Tally tally;
  private final Resolution resolution;
  private final Guardians guardians;
  private final Stays stays;
  private final Waves waves;
  private final Merges merges;
  private final Passages passages;
  private final StepOut step;

  /**
   * Works on the partition's state.
   *
   * @param store the partition's state
   * @param mint makes the id of a student seen for the first time: random, never the same twice
   * @param out takes what each step releases, retracts and sends
   */
  public IdentityStage(PersonStore store, Supplier<UUID> mint, Out out) {
    step = new StepOut(out);
    people = new People(store);
    tally = new Tally(store);
    passages = new Passages(store, step);
    WaveStore waveStore = new WaveStore(store);
    Records records = new Records(people, tally, passages, step);
    Crossings crossings = new Crossings(store, passages);
    resolution = new Resolution(people, records, tally, passages, crossings, waveStore, mint, step);
    guardians = new Guardians(people, records, step);
    Members members = new Members(store);
    Effects effects = new Effects(records, resolution, guardians, members);
    stays = new Stays(people, tally, effects, crossings, step);
    waves = new Waves(waveStore, records, resolution, passages, step);
    merges = new Merges(people, members, records, resolution, waves, effects, tally, step);
  }

  /**
   * Handles one message: one step.
   *
   * @throws IllegalStateException if messages about an item came in another order than they were
   *     sent; names no value
   * @throws UnreadableException if the store holds what this version did not write
   */
  public void handle(Message message) {
    step.begin();
    tally.begin();
    passages.begin();
    resolution.wave(null);
    resolution.early(message instanceof Put put && !put.late());
    Loaded loaded = people.load(message.person());
    handle(loaded.person(), message);
    merges.next(loaded.person());
    people.save(loaded);
    boolean counted = tally.end();
    boolean first = tally.moreOutOfForce();
    if (counted && first) {
      step.counted(tally.counts());
    }
    step.end();
    if (counted && !first) {
      step.counted(tally.counts());
    }
  }

  private void handle(Person person, Message message) {
    if (message instanceof Put put) {
      stays.put(person, put);
    } else if (message instanceof Remove remove) {
      stays.remove(person, remove);
    } else if (message instanceof Move move) {
      stays.move(person, move);
    } else if (message instanceof Arrive arrive) {
      stays.arrive(person, arrive);
    } else if (message instanceof Arrived) {
      tally.moving(-1);
    } else if (message instanceof Dismiss dismiss) {
      tally.dismiss(person, dismiss.item(), dismiss.version());
    } else if (message instanceof Advert advert && advert.wave() == null) {
      resolution.heard(person, advert);
    } else if (message instanceof Advert advert) {
      waves.reach(person, advert.owner(), advert.wave(), () -> resolution.heard(person, advert));
    } else if (message instanceof Echo echo) {
      merges.echo(person, echo);
    } else if (message instanceof Call call) {
      waves.called(person, call);
    } else if (message instanceof Over over) {
      passages.over(person.key, over.wave().text());
    } else if (message instanceof Ask ask) {
      merges.asked(person, ask);
    } else if (message instanceof Admit admit) {
      merges.admitted(person, admit);
    } else if (message instanceof Release release) {
      merges.released(person, release);
    } else if (message instanceof Watch watch) {
      guardians.watch(person, watch.watcher());
    } else if (message instanceof Unwatch unwatch) {
      guardians.unwatch(person, unwatch.watcher());
    } else if (message instanceof ChildResolved resolved) {
      guardians.resolved(person, resolved);
    }
  }

  /** What this partition holds back at the moment; one read. */
  public Counts counts() {
    return tally.counts();
  }

  /** The student that the person key stands for at the moment, if exactly one. */
  public Optional<UUID> resolve(String person) {
    return Optional.ofNullable(people.load(person).person().resolved());
  }

  /** Up to {@code limit} denials of this partition that are counted as unmatched. */
  public List<UnmatchedDenial> unmatchedDenials(int limit) {
    return tally.unmatchedDenials(limit);
  }

  /**
   * Of up to {@code limit} person keys of this partition that more than one student claims, two of
   * the students.
   */
  public List<Set<UUID>> conflicts(int limit) {
    return tally.conflicts(limit).stream().map(this::students).toList();
  }

  /** The merges that wait, of up to {@code limit} persons of this partition. */
  public List<WaitingMerge> waitingMerges(int limit) {
    return tally.merges(limit).stream()
        .flatMap(key -> merges.waiting(people.load(key).person()).stream())
        .toList();
  }

  private Set<UUID> students(String key) {
    return people.load(key).person().candidates.stream()
        .map(Candidate::student)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
