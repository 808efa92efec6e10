package io.hallpass.normalize.landing;

import io.hallpass.normalize.landing.Cursor.Kind;
import io.hallpass.normalize.mapping.ResourceMapping;
import java.util.Optional;
import java.util.Set;

/**
 * The long passes of one task, one after the other: which of them the settings ask for, and what
 * follows from their ends.
 */
final class LandingPasses {
  private final SettingsBook book;
  private final Sources sources;
  private final LandingStage stage;
  private final Cursors cursors;
  private final Completeness completeness;
  private final RawIntake intake;
  private final int slice;

  LandingPasses(
      SettingsBook book,
      Sources sources,
      LandingStage stage,
      Cursors cursors,
      Completeness completeness,
      RawIntake intake,
      int slice) {
    this.book = book;
    this.sources = sources;
    this.stage = stage;
    this.cursors = cursors;
    this.completeness = completeness;
    this.intake = intake;
    this.slice = slice;
  }

  /**
   * Starts a pass for each source whose mapping is not the one its rows were last mapped with, for
   * each that is gone, and for each of which records wait that can now be taken.
   */
  void notice() {
    book.mappings().forEach(this::map);
    // Without a district nothing is known of the settings: then no source is gone.
    if (book.district().isPresent()) {
      sources.all().stream().filter(source -> !book.knows(source)).forEach(this::abandon);
    }
    for (String source : intake.releasable()) {
      if (!cursors.any(Kind.RELEASE, source)) {
        cursors.addFirst(Cursor.all(Kind.RELEASE, source));
      }
    }
  }

  private void map(String source, ActiveMapping active) {
    if (sources.version(source) == active.version()) {
      return;
    }
    sources.mapped(source, active.version());
    completeness.mapped(source, active.mapping());
    cursors.drop(source, Set.of(Kind.REMAP, Kind.ABANDON));
    Cursor remap = Cursor.all(Kind.REMAP, source);
    if (active.mapping().resources().stream().anyMatch(ResourceMapping::emitsConsents)) {
      // Until its rows are mapped, nobody vouches for it.
      cursors.addFirst(remap);
    } else {
      cursors.add(remap);
    }
    completeness.review(source, false);
  }

  private void abandon(String source) {
    sources.remove(source);
    cursors.drop(source, Set.of(Kind.values()));
    cursors.add(Cursor.all(Kind.ABANDON, source));
    completeness.forget(source);
  }

  /** Moves the first pass by a slice. */
  void move() {
    Optional<Cursor> first = cursors.first();
    if (first.isEmpty()) {
      return;
    }
    Optional<byte[]> next = moved(first.get());
    if (next.isPresent()) {
      cursors.moveFirst(next.get());
    } else {
      cursors.removeFirst();
      ended(first.get());
    }
  }

  private Optional<byte[]> moved(Cursor cursor) {
    return switch (cursor.kind()) {
      case SWEEP -> stage.sweep(cursor.next(), cursor.end(), cursor.position(), slice);
      case ABANDON -> stage.abandon(cursor.next(), cursor.end(), slice);
      case REMAP ->
          book.mapping(cursor.source())
              .flatMap(m -> stage.remap(cursor.next(), cursor.end(), m, book.ids(), slice));
      case RELEASE ->
          intake.release(cursor.source(), slice) ? Optional.of(cursor.next()) : Optional.empty();
      case SAID -> Optional.empty();
    };
  }

  private void ended(Cursor cursor) {
    String source = cursor.source();
    Optional<ActiveMapping> mapping = book.mapping(source);
    if (cursor.kind() == Kind.SWEEP || cursor.kind() == Kind.SAID) {
      completeness.swept(
          source,
          cursor.resource(),
          cursor.position(),
          mapping.filter(active -> mapped(source, active)).map(ActiveMapping::mapping));
      sources.readWhole(source, cursor.resource());
    } else if (cursor.kind() == Kind.REMAP && mapping.isPresent()) {
      completeness.prune(source, mapping.get().mapping());
    } else if (cursor.kind() == Kind.REMAP) {
      // It ended because the mapping cannot be used any more, and begins again once one can.
      sources.mapped(source, Mark.UNMAPPED);
    }
    completeness.review(source, mapping.isPresent() && settled(source, mapping.get()));
  }

  /** Whether all that came of the source was mapped by this mapping. */
  private boolean settled(String source, ActiveMapping mapping) {
    return mapped(source, mapping) && !intake.waits(source);
  }

  private boolean mapped(String source, ActiveMapping mapping) {
    return sources.version(source) == mapping.version() && !cursors.any(Kind.REMAP, source);
  }
}
