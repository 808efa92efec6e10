package io.hallpass.ingest.fileset;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;

/** Brings sets that are done with into the archive, once it is certain that their rows are kept. */
final class Shelf {
  private final FileSetSettings settings;
  private final Format format;
  private final Clock clock;
  private final Supplier<Memory> committed;
  private final Logger log;
  private final Archive archive;
  private Hold trouble;
  private boolean waiting;

  /**
   * A shelf.
   *
   * @param committed what Connect has stored: a set that is not in it may have to be read again
   */
  Shelf(
      FileSetSettings settings,
      Format format,
      Clock clock,
      Supplier<Memory> committed,
      Logger log) {
    this.settings = settings;
    this.format = format;
    this.clock = clock;
    this.committed = committed;
    this.log = log;
    this.archive = Archive.of(settings);
  }

  /**
   * Keeps sets that were taken.
   *
   * @return the memory, in which a set that came once more under a later name has that place
   */
  Memory keep(List<Arrival> done, Memory memory) {
    trouble = null;
    waiting = false;
    Memory after = memory;
    for (Arrival set : done) {
      Optional<TakenSet> taken = memory.taken(set.id());
      if (taken.isPresent()) {
        if (NaturalOrder.NAMES.compare(set.order(), taken.get().order()) > 0) {
          after = after.taken(new TakenSet(taken.get().number(), set.id(), set.order()));
        }
        keep(set, taken.get());
      }
    }
    return after;
  }

  private void keep(Arrival set, TakenSet taken) {
    boolean drop = settings.drop().isPresent();
    if (!drop && archive.has(taken)) {
      return;
    }
    if (committed.get().taken(set.id()).isEmpty()) {
      waiting = true;
      return;
    }
    boolean whole = set.fit().filter(fit -> !fit.plan().whole()).isEmpty();
    try {
      if (drop) {
        archive.move(taken, whole, format.written(), set.path());
        log.info("{}: set {} archived", settings.connectorName(), taken.number());
      } else {
        copy(set, whole, taken);
      }
      if (settings.archive().keep() > 0) {
        archive.prune(format);
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  private void copy(Arrival set, boolean whole, TakenSet taken) throws IOException {
    List<String> files;
    try (FileSet open = FileSet.at(set.path())) {
      files = format.paths(open);
    }
    archive.copy(taken, whole, format.written(), set.path(), files);
    if (!SetStamp.of(set.path(), format).equals(set.stamp())) {
      // It changed while it was copied: the copy is not what was taken.
      archive.remove(taken);
    }
  }

  /** Moves a set out of the way that was not taken. */
  void putAside(Arrival set) {
    try {
      archive.putAside(set.path(), clock.millis());
      log.info("{}: a set was put aside", settings.connectorName());
    } catch (IOException e) {
      failed(e);
    }
  }

  private void failed(IOException e) {
    Path folder = archive.folder();
    String why = e.getClass().getSimpleName();
    trouble =
        Hold.passing(
            "", "archive " + folder + " cannot be written (" + why + "); it is tried again");
  }

  /** Whether a set is not kept yet because its rows are not. */
  boolean waiting() {
    return waiting;
  }

  /** What stands in the way of archiving. */
  Optional<Hold> trouble() {
    return Optional.ofNullable(trouble);
  }
}
