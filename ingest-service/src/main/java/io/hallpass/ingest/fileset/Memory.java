package io.hallpass.ingest.fileset;

import io.hallpass.ingest.fileset.FileSetSettings.Decisions;
import io.hallpass.ingest.fileset.Said.How;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What is remembered of sets from one to the next. Lists are bounded: what is forgotten is older
 * than anything a vendor sends again.
 *
 * @param landed fingerprint of the set that the raw topics show; empty where another one was read
 *     in part since
 * @param newest the largest number a set has had
 * @param taken sets that were read to their end, in their order
 * @param consents sets whose consents were dealt with, those last whose word counts most
 * @param ends by resource, the position of its last complete marker
 * @param paused fingerprints of sets that came during a pause
 * @param spent approvals of sets that were taken, and discards of those that were put aside: each
 *     counts once
 * @param files by path, what was in the files of the set that was last taken, by whatever mapping
 * @param status what {@link SourceStatus} was told last
 */
record Memory(
    String landed,
    long newest,
    List<TakenSet> taken,
    List<Said> consents,
    Map<String, Long> ends,
    List<String> paused,
    List<String> spent,
    Map<String, String> files,
    String status) {
  /** What was said of consents since a set's were dealt with. */
  enum Since {
    NOTHING,
    /** Only that those of others are not known, while its own are. */
    DOUBTS,
    /** Those of others. */
    OTHERS
  }

  private static final int MOST = 100;

  /** For ten late sets between two that follow each other at once. */
  private static final int ROOM = 1 << 10;

  private static final Comparator<TakenSet> ORDER =
      Comparator.comparing(TakenSet::order, NaturalOrder.NAMES).thenComparingLong(TakenSet::number);

  static final Memory NONE =
      new Memory(
          "", 0, List.of(), List.of(), Map.of(), List.of(), List.of(), Map.of(), SourceStatus.NONE);

  Memory {
    taken = List.copyOf(taken);
    consents = List.copyOf(consents);
    ends = Map.copyOf(ends);
    paused = List.copyOf(paused);
    spent = List.copyOf(spent);
    files = Map.copyOf(files);
  }

  /** The set that comes last in their order. */
  Optional<TakenSet> last() {
    return taken.isEmpty() ? Optional.empty() : Optional.of(taken.get(taken.size() - 1));
  }

  /** Whether a set comes before one that was taken. */
  boolean late(String order) {
    return last().filter(l -> NaturalOrder.NAMES.compare(order, l.order()) < 0).isPresent();
  }

  /** The set with these contents that was taken last. */
  Optional<TakenSet> taken(String fingerprint) {
    return taken.stream()
        .filter(set -> set.fingerprint().equals(fingerprint))
        .reduce((earlier, later) -> later);
  }

  /** The number of the next set: larger than every earlier one, with room in front of it. */
  long next(long now) {
    return Math.max(now, newest + ROOM);
  }

  /**
   * The position of a set that has a place among others: in front of all that was taken or said of
   * those behind it, so that whatever they say wins, and behind those in front of it, as far as
   * there is room. Where nothing is behind it, the next number.
   *
   * @param bounds of which sets it is in front of what was said
   */
  long place(String order, long now, Predicate<String> bounds) {
    Comparator<String> names = NaturalOrder.NAMES;
    long behind =
        LongStream.concat(
                taken.stream()
                    .filter(set -> names.compare(set.order(), order) > 0)
                    .mapToLong(TakenSet::number),
                consents.stream()
                    .filter(said -> said.behind(order) && bounds.test(said.id()))
                    .mapToLong(Said::position)
                    .filter(position -> position > 0))
            .min()
            .orElse(0);
    if (behind == 0) {
      return next(now);
    }
    long before =
        LongStream.concat(
                taken.stream()
                    .filter(set -> names.compare(set.order(), order) <= 0)
                    .mapToLong(TakenSet::number),
                consents.stream().filter(said -> said.notBehind(order)).mapToLong(Said::position))
            .filter(position -> position < behind)
            .max()
            .orElse(0);
    return before + (behind - before) / 2;
  }

  /** A set with this number is being read or spoken of. */
  Memory at(long number) {
    return new Memory(
        landed, Math.max(newest, number), taken, consents, ends, paused, spent, files, status);
  }

  /** The raw topics show this set, or, where it is empty, no whole one. */
  Memory landed(String fingerprint) {
    return new Memory(fingerprint, newest, taken, consents, ends, paused, spent, files, status);
  }

  /** A set was read to its end. */
  Memory taken(TakenSet set) {
    List<TakenSet> all = new ArrayList<>(taken);
    all.removeIf(
        old -> old.fingerprint().equals(set.fingerprint()) && old.order().equals(set.order()));
    all.add(set);
    all.sort(ORDER);
    List<TakenSet> some = all.subList(Math.max(0, all.size() - MOST), all.size());
    return new Memory(landed, newest, some, consents, ends, paused, spent, files, status);
  }

  /**
   * These files were taken. Of another set nothing of those before counts any more, whatever their
   * names; of one that another mapping only reads once more, files that it does not name do.
   */
  Memory files(SetFiles read) {
    Map<String, String> now = read.in(files) ? files : read.digests();
    return new Memory(landed, newest, taken, consents, ends, paused, spent, now, status);
  }

  /** The consents of a set were dealt with; they go before what was read of sets behind it. */
  Memory consents(Said said) {
    List<Said> all = new ArrayList<>(consents);
    all.removeIf(old -> old.same(said));
    int place =
        IntStream.range(0, all.size())
            .filter(i -> said.how() != How.DOUBTED && all.get(i).how() != How.DOUBTED)
            .filter(i -> all.get(i).behind(said.order()))
            .findFirst()
            .orElse(all.size());
    all.add(place, said);
    List<Said> some = all.subList(Math.max(0, all.size() - MOST), all.size());
    return new Memory(landed, newest, taken, some, ends, paused, spent, files, status);
  }

  /** Whether nothing was said of consents since this set's were read. */
  boolean lastConsents(String id) {
    Said last = consents.isEmpty() ? null : consents.get(consents.size() - 1);
    return last != null && last.id().equals(id) && last.how() == How.READ;
  }

  /** Whether this set's consents were dealt with in some way. */
  boolean knowsConsents(String id) {
    return last(said -> said.id().equals(id)) >= 0;
  }

  /**
   * What was said of consents since this set's were dealt with.
   *
   * @param order its place: sets behind it say nothing about it
   */
  Since since(String id, String order) {
    int own = last(said -> said.id().equals(id));
    List<Said> later = consents.subList(own + 1, consents.size());
    List<Said> others = later.stream().filter(said -> said.notBehind(order)).toList();
    if (others.stream().anyMatch(said -> said.how() != How.DOUBTED)) {
      return Since.OTHERS;
    }
    boolean known = own >= 0 && consents.get(own).how() != How.DOUBTED;
    boolean newest = later.stream().allMatch(said -> said.how() == How.DOUBTED);
    return known && newest && !others.isEmpty() ? Since.DOUBTS : Since.NOTHING;
  }

  /** Whether files with consents are as they were taken last, and none were read since. */
  boolean nothingNewer(SetFiles now) {
    return now.consentsIn(files) && newestConsents(last().map(TakenSet::fingerprint).orElse(""));
  }

  /** Whether, of all consents that were read, this set's are the newest. */
  boolean newestConsents(String id) {
    int newest = newestConsents();
    return newest >= 0 && consents.get(newest).id().equals(id);
  }

  /** Whether it was said that this set's consents are not known, and none were read since. */
  boolean doubted(String id) {
    return last(said -> said.id().equals(id) && said.how() == How.DOUBTED) > newestConsents();
  }

  private int newestConsents() {
    return last(said -> said.how() == How.READ);
  }

  /** The place of the last such one in {@link #consents}; negative where there is none. */
  private int last(Predicate<Said> such) {
    return IntStream.range(0, consents.size())
        .filter(i -> such.test(consents.get(i)))
        .max()
        .orElse(-1);
  }

  /** Whether an operator approved a set, and it was not taken since. */
  boolean approved(String id, Decisions decisions) {
    return !spent.containsAll(decisions.approvals(id));
  }

  /** A set was taken; its approvals count no more. Those that no longer stand are forgotten. */
  Memory spent(String id, Decisions decisions) {
    return spent(decisions.approvals(id), decisions);
  }

  /** A discarded set was put aside: what was decided was done. */
  Memory aside(String id, Decisions decisions) {
    return spent(decisions.discards(id), decisions);
  }

  /** Whether a discarded set was put aside before: it was put back, or came once more. */
  boolean wasAside(String id, Decisions decisions) {
    return spent.containsAll(decisions.discards(id));
  }

  private Memory spent(Set<String> more, Decisions decisions) {
    Set<String> all = new TreeSet<>(spent);
    all.addAll(more);
    all.retainAll(decisions.all());
    return new Memory(
        landed, newest, taken, consents, ends, paused, List.copyOf(all), files, status);
  }

  /** A resource was ended whole at this position. */
  Memory ended(String resource, long position) {
    Map<String, Long> more = new HashMap<>(ends);
    more.merge(resource, position, Math::max);
    return new Memory(landed, newest, taken, consents, more, paused, spent, files, status);
  }

  /** These sets came during a pause. */
  Memory paused(Collection<String> fingerprints) {
    Set<String> more = new LinkedHashSet<>(paused);
    more.addAll(fingerprints);
    List<String> all = List.copyOf(more);
    List<String> some = all.subList(Math.max(0, all.size() - MOST), all.size());
    return new Memory(landed, newest, taken, consents, ends, some, spent, files, status);
  }

  /** This is what was told. */
  Memory status(String text) {
    return new Memory(landed, newest, taken, consents, ends, paused, spent, files, text);
  }
}
