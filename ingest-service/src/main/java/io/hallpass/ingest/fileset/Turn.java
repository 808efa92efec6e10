package io.hallpass.ingest.fileset;

import io.hallpass.ingest.fileset.FileSetSettings.Decisions;
import io.hallpass.ingest.intake.Finding;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Whose turn it is: which of the sets that lie there is read next, which are held and why, and
 * which are done with. Pure.
 *
 * @param next what to do now
 * @param holds sets that are not read
 * @param done sets that were taken before, or say nothing that was not
 * @param paused fingerprints of sets that are held for a pause
 */
record Turn(Next next, List<Hold> holds, List<Arrival> done, List<String> paused) {
  private static final String LATE = "late: a later set was taken before it; approve or discard it";
  private static final String REPEATED =
      "repeated: the same as set %d, and others came since; approve or discard it";
  private static final String DISCARDED =
      "discarded: it is passed by; approve it to take it all the same";

  /** One thing to do. */
  sealed interface Next {
    record Nothing() implements Next {}

    /**
     * Read a set.
     *
     * @param consentsOnly of a held set, only what is never held
     * @param position for its records
     * @param late whether later sets were taken before it
     */
    record Read(Arrival set, SetPlan plan, boolean consentsOnly, long position, boolean late)
        implements Next {
      /** The same, with the position that an earlier run of it has. */
      Read at(long other) {
        return new Read(set, plan, consentsOnly, other, late);
      }
    }

    /** Look first whether a set would do harm. */
    record Compare(Arrival set) implements Next {}

    /**
     * Say that it is not known what parents decided.
     *
     * @param resources which may say it
     * @param said what is remembered then
     */
    record Doubt(Set<String> resources, long position, Said said) implements Next {}

    /** Move a set out of the way: it was discarded, or a later one replaces it. */
    record PutAside(Arrival set) implements Next {}
  }

  /**
   * What decides besides the sets.
   *
   * @param drop whether there may be several sets, which have an order and are moved
   * @param decisions what an operator decided
   * @param pausedUntil when a pause ends; empty where there is none
   * @param consents resources whose rows say what parents decided
   * @param checks what is known of whether a set would do harm
   * @param begun ids of the set of which a part was sent, as it is known while it moves and after;
   *     empty where there is none
   * @param lying ids of the sets that lie there
   * @param now in milliseconds
   */
  record Rules(
      boolean drop,
      Decisions decisions,
      Optional<LocalDate> pausedUntil,
      Set<String> consents,
      Function<Arrival, Check> checks,
      Set<String> begun,
      Set<String> lying,
      long now) {}

  /** What is known of whether a set would do harm. */
  sealed interface Check {
    /** Nothing yet. */
    record Unknown() implements Check {}

    /** It was looked at. */
    record Known(Finding finding) implements Check {}

    /** It could not be looked at, for a reason that may pass. */
    record Hindered(String why) implements Check {}
  }

  private enum Verdict {
    TAKE,
    COMPARE,
    HARMFUL,
    UNREADABLE,
    UNCOMPARED,
    DONE,
    DISCARDED,
    UNFIT,
    HINDERED,
    REPEATED,
    LATE,
    PAUSED
  }

  private static final Set<Verdict> NOT_HELD =
      EnumSet.of(Verdict.TAKE, Verdict.COMPARE, Verdict.DONE);

  /**
   * Decides.
   *
   * @param sets in their order
   */
  static Turn of(List<Arrival> sets, Memory memory, Rules rules) {
    List<Hold> holds = new ArrayList<>();
    List<Arrival> done = new ArrayList<>();
    List<String> paused = new ArrayList<>();
    Next next = new Next.Nothing();
    boolean begun = sets.stream().anyMatch(set -> begun(set, rules));
    boolean wait = false;
    for (int i = 0; i < sets.size(); i++) {
      Arrival set = sets.get(i);
      if (set.moving()) {
        // Those behind it wait: sets are taken in their order.
        wait = true;
        continue;
      }
      Verdict verdict = verdict(set, memory, rules);
      switch (verdict) {
        case DONE -> done.add(set);
        case PAUSED -> paused.add(set.id());
        default -> {}
      }
      if (begun ? begun(set, rules) && next instanceof Next.Nothing : !wait) {
        next = next(verdict, set, sets.subList(i + 1, sets.size()), memory, rules);
        wait = verdict == Verdict.TAKE || !(next instanceof Next.Nothing);
      }
      boolean stays = !next.equals(new Next.PutAside(set));
      if (!NOT_HELD.contains(verdict) && stays) {
        holds.add(hold(set, verdict, memory, rules));
      }
    }
    return new Turn(next, holds, done, paused);
  }

  /** What was half sent goes to its end before all else, whatever was decided since. */
  private static boolean begun(Arrival set, Rules rules) {
    return (set.moving() || set.fit().isPresent()) && rules.begun().contains(set.id());
  }

  private static Verdict verdict(Arrival set, Memory memory, Rules rules) {
    if (begun(set, rules)) {
      return Verdict.TAKE;
    }
    boolean late = late(set, memory, rules);
    boolean taken = memory.taken(set.id()).isPresent();
    if (late ? taken : memory.landed().equals(set.id()) && said(set, memory, rules)) {
      return Verdict.DONE;
    }
    if (rules.decisions().discarded().contains(set.id())) {
      return Verdict.DISCARDED;
    }
    if (set.fit().isEmpty()) {
      return set.state() instanceof Arrival.State.Hindered ? Verdict.HINDERED : Verdict.UNFIT;
    }
    boolean approved = memory.approved(set.id(), rules.decisions());
    if (!late && !approved && isRepeated(set, memory, rules)) {
      return Verdict.REPEATED;
    }
    if (taken) {
      return Verdict.TAKE;
    }
    if (approved) {
      return approved(set, rules);
    }
    if (late) {
      return Verdict.LATE;
    }
    return rules.pausedUntil().isPresent() ? Verdict.PAUSED : compared(set, rules);
  }

  /**
   * Whether others were taken since this set was, or one that was held said since what parents
   * decided: it could take back a newer denial. A file that another mapping only reads once more is
   * no other one.
   */
  private static boolean isRepeated(Arrival set, Memory memory, Rules rules) {
    String last = memory.last().map(TakenSet::fingerprint).orElse("");
    SetFiles files = set.state().files();
    boolean known = !files.digests().isEmpty() && files.in(memory.files());
    if (!set.id().equals(last) && !known) {
      return memory.taken(set.id()).isPresent();
    }
    return !rules.consents().isEmpty() && !memory.newestConsents(last);
  }

  /** A set of which nobody can know what is in it is not approved with the rest. */
  private static Verdict approved(Arrival set, Rules rules) {
    Verdict compared = compared(set, rules);
    return compared == Verdict.HARMFUL ? Verdict.TAKE : compared;
  }

  private static Verdict compared(Arrival set, Rules rules) {
    Check check = rules.checks().apply(set);
    if (check instanceof Check.Known known) {
      if (!known.finding().whole()) {
        return Verdict.UNREADABLE;
      }
      return known.finding().harmful() ? Verdict.HARMFUL : Verdict.TAKE;
    }
    return check instanceof Check.Hindered ? Verdict.UNCOMPARED : Verdict.COMPARE;
  }

  private static boolean late(Arrival set, Memory memory, Rules rules) {
    return rules.drop() && memory.late(set.order());
  }

  /**
   * What was said of a set that is gone untaken, perhaps of a strange name, bounds none that came
   * after it: all to come would be in front of it.
   */
  private static long position(Arrival set, Memory memory, Rules rules) {
    if (!rules.drop()) {
      return memory.next(rules.now());
    }
    boolean there = memory.knowsConsents(set.id());
    Predicate<String> bounds =
        other ->
            there
                || memory.taken(other).isPresent()
                || rules.lying().contains(other) && !rules.decisions().discarded().contains(other);
    return memory.place(set.order(), rules.now(), bounds);
  }

  private static Next next(
      Verdict verdict, Arrival set, List<Arrival> later, Memory memory, Rules rules) {
    boolean late = late(set, memory, rules);
    long position = position(set, memory, rules);
    return switch (verdict) {
      case TAKE, COMPARE -> {
        Next read =
            verdict == Verdict.COMPARE
                ? new Next.Compare(set)
                : new Next.Read(set, set.fit().orElseThrow().plan(), false, position, late);
        boolean first = rules.drop() && !begun(set, rules) && memory.paused().contains(set.id());
        yield first ? afterPause(set, later, memory, rules).orElse(read) : read;
      }
      case DISCARDED ->
          rules.drop() && !memory.wasAside(set.id(), rules.decisions())
              ? putAside(set, memory, rules)
              : consents(set, memory, rules);
      case DONE -> new Next.Nothing();
      case REPEATED -> repeated(set, memory, rules);
      case UNFIT, HINDERED, LATE, PAUSED, HARMFUL, UNREADABLE, UNCOMPARED ->
          consents(set, memory, rules);
    };
  }

  /**
   * All that it says of consents was said when it was taken. Whether that is also the last word is
   * not known: said once more, it could take back a newer denial.
   */
  private static Next repeated(Arrival set, Memory memory, Rules rules) {
    return rules.consents().isEmpty() || memory.doubted(set.id())
        ? new Next.Nothing()
        : doubt(set, rules.consents(), memory.next(rules.now()));
  }

  private static Next doubt(Arrival set, Set<String> resources, long position) {
    return new Next.Doubt(resources, position, Said.of(set, Said.How.DOUBTED, position));
  }

  /** Nobody puts aside what parents decided: it is read first. */
  private static Next putAside(Arrival set, Memory memory, Rules rules) {
    Next consents = consents(set, memory, rules);
    return consents instanceof Next.Nothing ? new Next.PutAside(set) : consents;
  }

  /**
   * Whether nothing else was said of consents since this set was taken: otherwise, when it comes
   * once more, it is read once more.
   */
  private static boolean said(Arrival set, Memory memory, Rules rules) {
    boolean again =
        !rules.drop()
            || NaturalOrder.NAMES.compare(
                    set.order(), memory.taken(set.id()).map(TakenSet::order).orElse(""))
                > 0;
    return rules.consents().isEmpty() || !again || memory.lastConsents(set.id());
  }

  /**
   * A parent's denial is never held; and where it cannot be read, that is said. Nothing where that
   * was done; but a set that comes once more behind others may be a parent's last word or an old
   * file, so then it is said that this is not known.
   */
  private static Next consents(Arrival set, Memory memory, Rules rules) {
    if (set.stamp().isEmpty() || rules.consents().isEmpty()) {
      return new Next.Nothing();
    }
    long position = position(set, memory, rules);
    if (set.state() instanceof Arrival.State.Hindered) {
      return memory.knowsConsents(set.id())
          ? new Next.Nothing()
          : doubt(set, rules.consents(), position);
    }
    SetPlan plan =
        set.state() instanceof Arrival.State.Unfit unfit
            ? unfit.consents()
            : set.fit().orElseThrow().plan().only(rules.consents());
    if (memory.knowsConsents(set.id()) || memory.taken(set.id()).isPresent()) {
      Memory.Since since = memory.since(set.id(), set.order());
      boolean same = plan.unreadable().isEmpty() && memory.nothingNewer(set.state().files());
      if (since == Memory.Since.NOTHING || since == Memory.Since.OTHERS && same) {
        return new Next.Nothing();
      }
      if (since == Memory.Since.OTHERS) {
        return doubt(set, rules.consents(), position);
      }
    }
    return plan.files().isEmpty() && !plan.unreadable().isEmpty()
        ? doubt(set, plan.unreadable(), position)
        : new Next.Read(set, plan, true, position, late(set, memory, rules));
  }

  /** Of sets that came in a pause the newest is taken; empty where that is this one. */
  private static Optional<Next> afterPause(
      Arrival set, List<Arrival> later, Memory memory, Rules rules) {
    if (later.stream().anyMatch(Arrival::moving)) {
      return Optional.of(new Next.Nothing());
    }
    if (replacing(Verdict.TAKE, set, later, memory, rules).isPresent()) {
      return Optional.of(putAside(set, memory, rules));
    }
    return replacing(Verdict.COMPARE, set, later, memory, rules).map(Next.Compare::new);
  }

  private static Optional<Arrival> replacing(
      Verdict verdict, Arrival set, List<Arrival> later, Memory memory, Rules rules) {
    SetPlan plan = set.fit().orElseThrow().plan();
    return later.stream()
        .filter(other -> other.fit().filter(fit -> fit.plan().covers(plan)).isPresent())
        .filter(other -> verdict(other, memory, rules) == verdict)
        .findFirst();
  }

  private static Hold hold(Arrival set, Verdict verdict, Memory memory, Rules rules) {
    String name = rules.drop() ? set.name() : "";
    Hold.Choice choice = Hold.Choice.APPROVE_OR_DISCARD;
    Hold.Choice mend = rules.drop() ? Hold.Choice.DISCARD : Hold.Choice.NONE;
    return switch (verdict) {
      case DISCARDED -> {
        choice = set.fit().isPresent() ? choice : Hold.Choice.DISCARD;
        yield new Hold(name, set.id(), choice, List.of(DISCARDED));
      }
      case UNFIT -> {
        List<String> problems = ((Arrival.State.Unfit) set.state()).problems();
        yield new Hold(name, set.id(), mend, problems);
      }
      case HINDERED -> {
        String why = ((Arrival.State.Hindered) set.state()).why();
        yield new Hold(name, set.id(), Hold.Choice.NONE, List.of(why));
      }
      case HARMFUL -> {
        Finding finding = ((Check.Known) rules.checks().apply(set)).finding();
        yield new Hold(name, set.id(), choice, finding.reasons(), finding);
      }
      case UNREADABLE -> {
        Finding finding = ((Check.Known) rules.checks().apply(set)).finding();
        yield new Hold(name, set.id(), mend, finding.reasons(), finding);
      }
      case UNCOMPARED -> {
        String why = ((Check.Hindered) rules.checks().apply(set)).why();
        yield new Hold(name, set.id(), choice, List.of(why));
      }
      case LATE -> new Hold(name, set.id(), choice, List.of(LATE));
      case REPEATED -> {
        long number = memory.taken(set.id()).or(memory::last).orElseThrow().number();
        yield new Hold(name, set.id(), choice, List.of(REPEATED.formatted(number)));
      }
      default -> {
        String until = "paused until " + rules.pausedUntil().orElseThrow();
        yield new Hold(name, set.id(), choice, List.of(until));
      }
    };
  }
}
