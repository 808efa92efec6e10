package io.hallpass.normalize.landing;

import io.hallpass.normalize.landing.Cursor.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The long passes of one task, one after the other, and what follows from their ends: when all rows
 * of a source were swept and mapped, its consents may be complete.
 */
final class LandingPasses {
  private static final Bytes CURSORS = new Bytes("cursors".getBytes(StandardCharsets.UTF_8));

  private final KeyValueStore<Bytes, byte[]> meta;
  private final LandingStage stage;
  private final SettingsBook book;
  private final Completeness completeness;
  private final VendorIntake vendors;
  private final int slice;
  private final Sources sources;
  private final List<Cursor> cursors;

  LandingPasses(
      KeyValueStore<Bytes, byte[]> meta,
      LandingStage stage,
      SettingsBook book,
      Completeness completeness,
      VendorIntake vendors,
      int slice) {
    this.meta = meta;
    this.stage = stage;
    this.book = book;
    this.completeness = completeness;
    this.vendors = vendors;
    this.slice = slice;
    this.sources = new Sources(meta);
    this.cursors = Cursor.decode(meta.get(CURSORS));
  }

  /** A complete snapshot ends here: rows with an older position are gone. */
  void complete(String source, String resource, long position) {
    cursors.add(Cursor.sweep(source, resource, position));
    save();
  }

  /** A row of the source has come and there is no mapping for it: it waits for a pass. */
  void waits(String source) {
    if (book.knows(source) || sources.known(source)) {
      sources.mapped(source, Mark.UNMAPPED);
    }
    completeness.review(source, false);
  }

  /** Whether the source was one and is none any more: what still comes of it is not kept. */
  boolean removed(String source) {
    return sources.removed(source) && !book.knows(source);
  }

  /**
   * Starts what the settings ask for: a pass for each source whose mapping is not the one its rows
   * were last mapped with, and one for each source that is gone.
   */
  void notice() {
    book.mappings().forEach(this::notice);
    // Without a district nothing is known of the settings: then no source is gone.
    if (book.district().isPresent()) {
      sources.all().stream().filter(source -> !book.knows(source)).forEach(this::abandon);
    }
  }

  private void notice(String source, ActiveMapping active) {
    if (sources.version(source) != active.version()) {
      sources.mapped(source, active.version());
      drop(source, Set.of(Kind.REMAP, Kind.ABANDON));
      // Consents first: until their rows are mapped nobody vouches for them.
      boolean consents = active.mapping().resources().stream().anyMatch(r -> r.emitsConsents());
      cursors.add(consents ? 0 : cursors.size(), Cursor.all(Kind.REMAP, source));
      save();
      completeness.review(source, false);
    }
    if (vendors.waits(source) && cursors.stream().noneMatch(c -> c.is(Kind.RELEASE, source))) {
      cursors.add(0, Cursor.all(Kind.RELEASE, source));
      save();
    }
  }

  private void abandon(String source) {
    sources.remove(source);
    drop(source, Set.of(Kind.values()));
    cursors.add(Cursor.all(Kind.ABANDON, source));
    if (vendors.waits(source)) {
      cursors.add(Cursor.all(Kind.RELEASE, source));
    }
    save();
    completeness.forget(source);
  }

  private void drop(String source, Set<Kind> kinds) {
    cursors.removeIf(c -> c.source().equals(source) && kinds.contains(c.kind()));
  }

  /** Moves the first pass by a slice. */
  void move() {
    if (cursors.isEmpty()) {
      return;
    }
    Cursor cursor = cursors.get(0);
    Optional<byte[]> next = moved(cursor);
    if (next.isPresent()) {
      cursors.set(0, cursor.at(next.get()));
    } else {
      cursors.remove(0);
      ended(cursor);
    }
    save();
  }

  private Optional<byte[]> moved(Cursor cursor) {
    Optional<ActiveMapping> mapping = book.mapping(cursor.source());
    return switch (cursor.kind()) {
      case SWEEP -> stage.sweep(cursor.next(), cursor.end(), cursor.position(), slice);
      case ABANDON -> stage.abandon(cursor.next(), cursor.end(), slice);
      case REMAP ->
          mapping.flatMap(m -> stage.remap(cursor.next(), cursor.end(), m, book.ids(), slice));
      case RELEASE ->
          (mapping.isPresent() || removed(cursor.source()))
                  && vendors.release(cursor.source(), slice)
              ? Optional.of(cursor.next())
              : Optional.empty();
    };
  }

  private void ended(Cursor cursor) {
    String source = cursor.source();
    Optional<ActiveMapping> mapping = book.mapping(source);
    if (cursor.kind() == Kind.SWEEP) {
      completeness.swept(source, cursor.resource(), cursor.position());
    } else if (cursor.kind() == Kind.REMAP) {
      if (mapping.isPresent()) {
        completeness.prune(source, mapping.get().mapping());
      } else {
        // The pass ended because the mapping cannot be used any more; it begins again with the
        // next.
        sources.mapped(source, Mark.UNMAPPED);
      }
    }
    completeness.review(source, mapping.isPresent() && settled(source, mapping.get()));
  }

  private boolean settled(String source, ActiveMapping mapping) {
    return sources.version(source) == mapping.version()
        && cursors.stream().noneMatch(c -> c.is(Kind.REMAP, source));
  }

  private void save() {
    meta.put(CURSORS, Cursor.encode(cursors));
  }
}
