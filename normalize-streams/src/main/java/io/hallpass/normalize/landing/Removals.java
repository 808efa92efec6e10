package io.hallpass.normalize.landing;

import io.hallpass.normalize.landing.Mark.State;
import io.hallpass.runtime.topics.ErrorCode;
import java.util.List;

/**
 * What becomes of rows that are gone: all they said is taken back, but for consents of which one
 * denies or revokes. Absence never ends a denial; only a revocation or a newer decision does. Nor
 * does it end a revocation, or the grant that it ended would count again.
 */
final class Removals {
  private final LandingStore store;
  private final LandingOut out;
  private final Emissions emissions;

  Removals(LandingStore store, LandingOut out, Emissions emissions) {
    this.store = store;
    this.out = out;
    this.emissions = emissions;
  }

  /**
   * The row is gone at its source. One that still waits for a mapping may deny or revoke something,
   * so what it holds is kept until that is known.
   *
   * @param position as of which it is gone
   */
  void remove(RowKey key, byte[] stored, Mark before, long position) {
    LandedRow landed = store.row(stored).orElseGet(LandedRow::empty);
    if (landed.withholds() || before.waits()) {
      Mark denies = new Mark(0, position, before.mapping(), before.version(), State.DENIES);
      keepConsents(key, stored, before, landed, denies);
    } else {
      forget(key, stored, before, landed, position);
    }
  }

  /**
   * Nobody maps the row any more. One that waited for a mapping was never taken: it is rejected,
   * and kept for a mapping that is mended.
   *
   * @param version of the mapping; {@link Mark#UNMAPPED} where the source has none and is gone
   */
  void abandon(RowKey key, byte[] stored, Mark mark, long version) {
    if (mark.gone()) {
      return;
    }
    LandedRow landed = store.row(stored).orElseGet(LandedRow::empty);
    if (mark.waits()) {
      out.reject(key, landed.row(), ErrorCode.UNMAPPED_RESOURCE, null);
      out.count(key.source(), "rejected");
    }
    if (landed.withholds()) {
      long mapping = version == Mark.UNMAPPED ? mark.mapping() : version;
      Mark denies = new Mark(0, mark.position(), mapping, mark.version(), State.DENIES);
      keepConsents(key, stored, mark, landed, denies);
    } else if (mark.waits() && landed.silent() && version != Mark.UNMAPPED) {
      store.put(
          stored, new Mark(mark.hash(), mark.position(), version, mark.version(), State.REJECTED));
    } else {
      forget(key, stored, mark, landed, mark.position());
    }
  }

  /** The mark's hash is that of no row, so that the row is taken should it come again. */
  private void keepConsents(RowKey key, byte[] stored, Mark before, LandedRow landed, Mark denies) {
    long version = before.version() + 1;
    if (before.present()) {
      store.put(stored, emissions.takeBackButConsents(landed, version));
      out.count(key.source(), "denial-kept");
    }
    store.put(stored, denies.as(State.DENIES, version));
  }

  private void forget(RowKey key, byte[] stored, Mark before, LandedRow landed, long position) {
    long version = before.version() + 1;
    LandedRow said = emissions.say(landed, List.of(), version, true);
    store.put(stored, said.withRow(LandedRow.empty().row()));
    store.put(stored, new Mark(0, position, before.mapping(), version, State.GONE));
    out.count(key.source(), "removed");
  }
}
