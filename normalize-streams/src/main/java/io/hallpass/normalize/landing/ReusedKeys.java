package io.hallpass.normalize.landing;

import io.hallpass.normalize.identity.ItemId;
import io.hallpass.normalize.identity.RowDiff;
import io.hallpass.normalize.identity.RowDiff.Emitted;
import io.hallpass.normalize.identity.Sent;
import io.hallpass.normalize.mapping.Emission;
import io.hallpass.normalize.mapping.MapResult;
import io.hallpass.normalize.mapping.MapResult.Mapped;
import io.hallpass.normalize.mapping.MapResult.Rejected;
import io.hallpass.normalize.mapping.RecordIds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What becomes of denials and revocations whose row is gone once a row of somebody else has its
 * key, as where forms are numbered from 1 each year. They stay with their persons under their ids
 * and are no row's any more; what the key's rows say from then on has other ids.
 */
final class ReusedKeys {
  private final LandingOut out;
  private final Emissions emissions;

  ReusedKeys(LandingOut out, Emissions emissions) {
    this.out = out;
    this.emissions = emissions;
  }

  /**
   * Parts the denials and revocations of persons of whom the row does not speak now from what the
   * row said.
   *
   * @param landed what was said of the row that is gone; with {@link Reuse#open}
   * @param row as it is now
   * @return what is still the row's; the same where it cannot be told of whom it speaks
   */
  LandedRow settle(
      RowKey key, LandedRow landed, RowMapping by, byte[] row, long version, RecordIds ids) {
    Optional<Set<String>> now = by.people(key.source(), key.resource(), row, ids);
    if (now.isEmpty()) {
      return landed;
    }
    Reuse reuse = landed.reuse();
    MapResult gone = by.map(key.source(), key.resource(), reuse.earlier(), reuse.since(), ids);
    List<Sent> rest = new ArrayList<>(landed.sent());
    boolean parted = false;
    for (Emission.Record one : withholding(gone)) {
      if (!speaks(now.get(), one)) {
        parted = true;
        part(one, rest, version);
        out.count(key.source(), "denial-parted");
      }
    }
    if (!by.uncollected(key.source(), key.resource(), reuse.earlier()).isEmpty()) {
      // What it said cannot be read from it any more; all that it said of others stays.
      for (Sent said : landed.sent()) {
        boolean stays = said.live() && said.item().consent() && !now.get().contains(said.person());
        if (stays && rest.remove(said)) {
          parted = true;
          out.count(key.source(), "denial-parted");
        }
      }
    }
    Reuse settled = parted ? Reuse.from(version) : reuse.same();
    return landed.with(settled).saying(rest, landed.references(), landed.withholds());
  }

  private static boolean speaks(Set<String> people, Emission.Record one) {
    return people.contains(one.person()) || !Collections.disjoint(people, one.also());
  }

  private static List<Emission.Record> withholding(MapResult gone) {
    Stream<? extends Emission> all =
        gone instanceof Mapped mapped
            ? mapped.emissions().stream()
            : ((Rejected) gone).denials().stream();
    return all.filter(e -> e instanceof Emission.Record r && r.withholds())
        .map(Emission.Record.class::cast)
        .toList();
  }

  /**
   * Nothing ends an undated denial or revocation but its own row. It has none any more, so it is
   * dated now: then a later decision ends it.
   */
  private void part(Emission.Record one, List<Sent> sent, long version) {
    ItemId item = new ItemId(one.entity(), one.recordId());
    List<Sent> said = sent.stream().filter(old -> old.item().equals(item)).toList();
    sent.removeAll(said);
    byte[] payload = out.payload(one.entity(), one.body());
    byte[] dated = out.dated(payload);
    boolean holds = said.stream().anyMatch(old -> old.live() && old.person().equals(one.person()));
    if (dated != payload || !holds) {
      Emitted kept = new Emitted(item, one.person(), emissions.content(one, dated));
      RowDiff.between(said, List.of(kept), version, true).messages().forEach(out::send);
    }
  }
}
