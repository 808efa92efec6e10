package io.hallpass.ingest.fileset;

import io.hallpass.ingest.intake.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is known of whether sets would do harm: found out once for each set and what it is compared
 * with, in pieces, since a task must not be away for long.
 */
final class Inspections {
  private static final int PIECE = 50_000;
  private static final long RETRY_MILLIS = 10_000;
  private static final Turn.Check UNKNOWN = new Turn.Check.Unknown();

  private final FileSetSettings settings;
  private final Format format;
  private final Archive archive;
  private final Clock clock;
  private final Predicate<Arrival> approved;
  private final Map<String, Turn.Check> known = new HashMap<>();
  private List<Path> archived = List.of();
  private long hinderedUntil;
  private Arrival set;
  private Inspection running;

  /**
   * Nothing is known yet.
   *
   * @param approved whether an operator's approval of a set counts: such a set is compared with
   *     nothing any more; whether it can be read is another matter
   */
  Inspections(FileSetSettings settings, Format format, Clock clock, Predicate<Arrival> approved) {
    this.settings = settings;
    this.format = format;
    this.archive = Archive.of(settings);
    this.clock = clock;
    this.approved = approved;
  }

  /** What is there now: what is known of others, or in comparison with others, is forgotten. */
  void look(List<Arrival> sets) {
    known.keySet().retainAll(sets.stream().map(Inspections::key).collect(Collectors.toSet()));
    if (clock.millis() >= hinderedUntil) {
      known.values().removeIf(Turn.Check.Hindered.class::isInstance);
    }
    try {
      List<Path> now = settings.archive().keep() == 0 ? List.of() : archive.taken();
      if (!now.equals(archived)) {
        known.clear();
        archived = now;
      }
    } catch (IOException e) {
      sets.stream().filter(approved.negate()).forEach(one -> hindered(one, e));
    }
  }

  private static String key(Arrival set) {
    return set.path() + "\n" + set.id() + "\n" + set.stamp();
  }

  Turn.Check check(Arrival one) {
    return known.getOrDefault(key(one), UNKNOWN);
  }

  /** Begins to look at a set; false where there is none that it could be compared with. */
  boolean begin(Arrival one) {
    set = one;
    try {
      SetPlan plan = one.fit().orElseThrow().plan();
      List<Path> before = approved.test(one) ? List.of() : archived;
      running = new Inspection(one.path(), plan, format, settings.intake(), before);
    } catch (IOException e) {
      hindered(one, e);
    }
    goOn();
    return !archived.isEmpty();
  }

  /** Looks at the next piece; false where there is none. */
  boolean goOn() {
    if (running == null) {
      return false;
    }
    try {
      if (running.goOn(PIECE)) {
        return true;
      }
      Finding finding = running.finding();
      if (SetStamp.of(set.path(), format).equals(set.stamp())) {
        known.put(key(set), new Turn.Check.Known(finding));
      }
    } catch (IOException e) {
      hindered(set, e);
    }
    close();
    return false;
  }

  /** The exception's message could name anything, and is not said. */
  private void hindered(Arrival one, IOException e) {
    hinderedUntil = clock.millis() + RETRY_MILLIS;
    String why =
        "cannot be compared with the sets in "
            + archive.folder()
            + " ("
            + e.getClass().getSimpleName()
            + "); it is tried again, or approve or discard it";
    known.put(key(one), new Turn.Check.Hindered(why));
  }

  void close() {
    if (running != null) {
      try {
        running.close();
      } catch (IOException e) {
        // What was open is let go of with the task.
      }
      running = null;
    }
  }
}
