package io.hallpass.normalize.landing;

import io.hallpass.normalize.landing.Mark.State;
import io.hallpass.normalize.mapping.Emission;
import io.hallpass.normalize.mapping.MapResult;
import io.hallpass.normalize.mapping.MapResult.Mapped;
import io.hallpass.normalize.mapping.MapResult.Rejected;
import io.hallpass.normalize.mapping.RecordIds;
import io.hallpass.runtime.topics.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Stage 1: keeps each collected row once and passes on what changed. Rows that did not change go no
 * further; deletes may carry only a key; columns a source left out because they did not change keep
 * their value; positions older than what is stored are refused; a row that cannot be mapped is
 * rejected and what it said before stays.
 *
 * <p>One raw row owns what it emits, so all messages about an item come from one place, in order.
 */
final class LandingStage {
  private final LandingStore store;
  private final LandingOut out;
  private final Doubts doubts;
  private final Predicate<RowKey> late;
  private final Emissions emissions;
  private final Removals removals;
  private final ReusedKeys reused;

  /** Hears of rows of which not all could be read: a denial may be among them. */
  interface Doubts {
    /** The row had this position when it could not be read. */
    void raise(RowKey key, long position);

    /** The row has this position, and lacks columns that its consents are read from. */
    void lacking(RowKey key, long position);

    /**
     * The row landed at this position, with the mapping of that time; now consents are read from
     * these columns, which it lacks.
     */
    void uncollected(RowKey key, Set<String> columns, long position);
  }

  /**
   * Works on the partition's rows.
   *
   * @param late whether what the row is part of was read whole before
   */
  LandingStage(LandingStore store, LandingOut out, Doubts doubts, Predicate<RowKey> late) {
    this.store = store;
    this.late = late;
    this.out = out;
    this.doubts = doubts;
    this.emissions = new Emissions(out);
    this.removals = new Removals(store, out, emissions);
    this.reused = new ReusedKeys(out, emissions);
  }

  /**
   * A row as its source has it now.
   *
   * @param unchanged columns that are not in {@code value} because they did not change
   * @param mapping empty while the source has none: the row then waits here
   */
  void row(
      RowKey key,
      byte[] value,
      long position,
      Set<String> unchanged,
      Optional<ActiveMapping> mapping,
      RecordIds ids) {
    byte[] stored = key.bytes();
    Mark before = store.mark(stored).orElse(null);
    if (before != null && position < before.position()) {
      out.count(key.source(), "stale");
      return;
    }
    byte[] row = value;
    if (!unchanged.isEmpty()) {
      Optional<byte[]> whole = filled(key, stored, value, unchanged);
      if (whole.isEmpty()) {
        doubts.raise(key, position);
        return;
      }
      row = whole.get();
    }
    long hash = Hash.of(row);
    long version = mapping.map(ActiveMapping::version).orElse(Mark.UNMAPPED);
    if (before != null
        && before.present()
        && before.hash() == hash
        && before.mapping() == version) {
      store.put(stored, before.at(position));
      out.count(key.source(), "unchanged");
      if (before.state() == State.UNREADABLE) {
        doubts.raise(key, position);
      } else if (before.state() == State.UNCOLLECTED) {
        doubts.lacking(key, position);
      }
      return;
    }
    Mark fresh = new Mark(hash, position, version, 0, State.TAKEN);
    change(key, stored, before, row, fresh, mapping, ids, columns -> doubts.lacking(key, position));
  }

  /** The row is gone at its source. */
  void delete(RowKey key, long position) {
    byte[] stored = key.bytes();
    Mark before = store.mark(stored).orElse(null);
    if (before == null || before.gone()) {
      // An older row that comes late must not bring back what is gone.
      if (before == null || position > before.position()) {
        store.put(stored, before == null ? Mark.neverSeen(position) : before.at(position));
      }
      out.count(key.source(), "unchanged");
      return;
    }
    if (position < before.position()) {
      out.count(key.source(), "stale");
      return;
    }
    removals.remove(key, stored, before, position);
  }

  /**
   * One slice of the search for rows that a complete snapshot did not have: those with an older
   * position.
   *
   * @param from where to go on, inclusive
   * @param to where the rows of the resource end, exclusive
   * @return where to go on, or empty where all rows were seen
   */
  Optional<byte[]> sweep(byte[] from, byte[] to, long position, int slice) {
    List<LandingStore.MarkedKey> marks = store.marks(from, to, slice);
    for (LandingStore.MarkedKey marked : marks) {
      if (!marked.mark().gone() && marked.mark().position() < position) {
        removals.remove(RowKey.of(marked.key()), marked.key(), marked.mark(), position);
      }
    }
    return rest(marks, slice);
  }

  /**
   * One slice of mapping again what was mapped with another version, and of removing what the
   * mapping has no resource for; otherwise as {@link #sweep}.
   */
  Optional<byte[]> remap(byte[] from, byte[] to, ActiveMapping mapping, RecordIds ids, int slice) {
    List<LandingStore.MarkedKey> marks = store.marks(from, to, slice);
    for (LandingStore.MarkedKey marked : marks) {
      Mark mark = marked.mark();
      RowKey key = RowKey.of(marked.key());
      if (mapping.mapping().resource(key.resource()).isEmpty()) {
        removals.abandon(key, marked.key(), mark, mapping.version());
      } else if (!mark.gone() && !settled(mark, mapping)) {
        byte[] row = landed(marked.key()).row();
        State state = mark.present() ? State.TAKEN : State.DENIES;
        Mark fresh = new Mark(mark.hash(), mark.position(), mapping.version(), 0, state);
        Consumer<Set<String>> lacking =
            columns -> doubts.uncollected(key, columns, mark.position());
        change(key, marked.key(), mark, row, fresh, Optional.of(mapping), ids, lacking);
      }
    }
    return rest(marks, slice);
  }

  /** What a row lacks is said anew for each mapping, also where it had that one before. */
  private static boolean settled(Mark mark, ActiveMapping mapping) {
    return mark.mapping() == mapping.version() && mark.state() != State.UNCOLLECTED;
  }

  /** One slice of removing the rows of a source that is none any more; as {@link #sweep}. */
  Optional<byte[]> abandon(byte[] from, byte[] to, int slice) {
    List<LandingStore.MarkedKey> marks = store.marks(from, to, slice);
    for (LandingStore.MarkedKey marked : marks) {
      removals.abandon(RowKey.of(marked.key()), marked.key(), marked.mark(), Mark.UNMAPPED);
    }
    return rest(marks, slice);
  }

  private static Optional<byte[]> rest(List<LandingStore.MarkedKey> marks, int slice) {
    return marks.size() < slice
        ? Optional.empty()
        : Optional.of(RowKey.after(marks.get(marks.size() - 1).key()));
  }

  /**
   * {@code fresh} has what is known of the row's new mark; its version is found out here. Where its
   * state is {@link State#DENIES}, only consents are said, and those only if one withholds.
   *
   * @param lacking hears of columns that its consents are read from and it lacks, before anything
   *     is said of it; the consents it said before then stay
   */
  private void change(
      RowKey key,
      byte[] stored,
      Mark before,
      byte[] row,
      Mark fresh,
      Optional<ActiveMapping> mapping,
      RecordIds ids,
      Consumer<Set<String>> lacking) {
    long version = before == null ? 1 : before.version() + 1;
    LandedRow landed = before == null ? LandedRow.empty() : landed(stored);
    if (before != null && before.state() == State.DENIES && fresh.state() != State.DENIES) {
      landed = landed.with(landed.reuse().again(landed.row()));
    }
    if (mapping.isEmpty()) {
      store.put(stored, landed.withRow(row));
      store.put(stored, fresh.as(State.TAKEN, version));
      out.count(key.source(), "unmapped");
      return;
    }
    RowMapping by = new RowMapping(mapping.get().mapping(), mapping.get().registrar());
    if (landed.reuse().open()) {
      landed = reused.settle(key, landed, by, row, version, ids);
    }
    Set<String> uncollected = by.uncollected(key.source(), key.resource(), row);
    State taken = uncollected.isEmpty() ? State.TAKEN : State.UNCOLLECTED;
    boolean absent = fresh.state() == State.DENIES;
    // Of a row that is gone nobody will ever know more.
    if (!uncollected.isEmpty() && !absent) {
      lacking.accept(uncollected);
    }
    MapResult result = by.map(key.source(), key.resource(), row, landed.reuse().since(), ids);
    if (result instanceof Rejected rejected) {
      boolean unreadable = rejected.code() == ErrorCode.UNREADABLE_VALUE;
      State state = unreadable ? State.UNREADABLE : State.REJECTED;
      LandedRow now = refused(key, row, landed, rejected, version);
      keep(stored, now.withRow(row), fresh, uncollected.isEmpty() ? state : taken, version);
      if (unreadable) {
        doubts.raise(key, fresh.position());
      }
      return;
    }
    Mapped mapped = (Mapped) result;
    mapped.reported().forEach(problem -> out.reject(key, row, problem.code(), problem.field()));
    mapped.unknownCodes().forEach(field -> out.count(key.source(), "unknown-code." + field));
    List<Emission> said = RowMapping.said(mapped, absent);
    LandedRow now =
        uncollected.isEmpty()
            ? emissions.say(landed, said, version, late.test(key))
            : emissions.sayBesideConsents(landed, said, version, late.test(key));
    keep(stored, now.withRow(row), fresh, taken, version);
    out.count(key.source(), "mapped");
  }

  /**
   * Of a row that is gone nothing is kept unless it denies or revokes, or it cannot be told whether
   * it does.
   */
  private void keep(byte[] stored, LandedRow now, Mark fresh, State state, long version) {
    boolean absent = fresh.state() == State.DENIES;
    if (absent && !now.withholds() && state != State.UNCOLLECTED) {
      LandedRow gone = emissions.say(now, List.of(), version, true);
      store.put(stored, gone.withRow(LandedRow.empty().row()));
      store.put(stored, fresh.as(State.GONE, version));
    } else {
      store.put(stored, now);
      store.put(stored, fresh.as(absent ? State.DENIES : state, version));
    }
  }

  private LandedRow refused(
      RowKey key, byte[] row, LandedRow landed, Rejected rejected, long version) {
    out.reject(key, row, rejected.code(), rejected.field());
    out.count(key.source(), "rejected");
    if (rejected.denials().isEmpty()) {
      return landed;
    }
    out.reject(key, row, ErrorCode.UNREADABLE_CONSENT, rejected.field());
    return emissions.deny(landed, rejected.denials(), version, late.test(key));
  }

  private LandedRow landed(byte[] stored) {
    return store.row(stored).orElseGet(LandedRow::empty);
  }

  /** The row with the columns its source left out; empty, and rejected, where we never had them. */
  private Optional<byte[]> filled(RowKey key, byte[] stored, byte[] value, Set<String> unchanged) {
    Optional<Map<String, String>> now = FlatJson.read(value);
    Map<String, String> old =
        store.row(stored).flatMap(landed -> FlatJson.read(landed.row())).orElseGet(Map::of);
    for (String column : unchanged) {
      if (now.isEmpty() || !old.containsKey(column)) {
        out.reject(key, value, ErrorCode.UNREADABLE_VALUE, now.isEmpty() ? null : column);
        out.count(key.source(), "rejected");
        return Optional.empty();
      }
    }
    Map<String, String> whole = new LinkedHashMap<>(now.orElseThrow());
    unchanged.forEach(column -> whole.put(column, old.get(column)));
    return Optional.of(FlatJson.write(whole));
  }
}
