package io.hallpass.normalize.landing;

import io.hallpass.normalize.identity.Content;
import io.hallpass.normalize.identity.ItemId;
import io.hallpass.normalize.identity.MappedRecord;
import io.hallpass.normalize.identity.Registration;
import io.hallpass.normalize.identity.Role;
import io.hallpass.normalize.identity.RowDiff;
import io.hallpass.normalize.identity.RowDiff.Emitted;
import io.hallpass.normalize.identity.Sent;
import io.hallpass.normalize.mapping.Emission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns what a mapping says of a row into messages to persons and reference records, against what
 * the row said before.
 */
final class Emissions {
  /** Stands in an item's id where a record has its entity. */
  static final String REGISTRATION = "@registration";

  private final LandingOut out;

  Emissions(LandingOut out) {
    this.out = out;
  }

  /**
   * Says it, and returns what the row has said now; without the row's own bytes.
   *
   * @param late whether the row's source was read whole before
   */
  LandedRow say(LandedRow before, List<Emission> emissions, long version, boolean late) {
    Map<ItemId, Emitted> persons = new LinkedHashMap<>();
    Set<ItemId> references = new LinkedHashSet<>();
    boolean withholds = false;
    for (Emission emission : emissions) {
      if (emission instanceof Emission.Reference reference) {
        if (references.add(new ItemId(reference.entity(), reference.recordId()))) {
          out.reference(reference.entity(), reference.recordId(), reference.body());
        }
      } else if (emission instanceof Emission.Record record) {
        put(persons, record);
        withholds |= record.withholds();
      } else if (emission instanceof Emission.Registration registration) {
        ItemId item = new ItemId(REGISTRATION, registration.registrationId());
        persons.putIfAbsent(item, new Emitted(item, registration.person(), content(registration)));
      }
    }
    for (ItemId old : before.references()) {
      if (!references.contains(old)) {
        out.referenceGone(old.entity(), old.recordId());
      }
    }
    List<Sent> sent = send(before.sent(), persons, version, late);
    return before.saying(sent, List.copyOf(references), withholds);
  }

  /** Says it as {@link #say}; of what the row said before, consents that are not said anew stay. */
  LandedRow sayBesideConsents(
      LandedRow before, List<Emission> emissions, long version, boolean late) {
    Set<ItemId> anew = new HashSet<>();
    for (Emission emission : emissions) {
      if (emission instanceof Emission.Record record) {
        anew.add(new ItemId(record.entity(), record.recordId()));
      }
    }
    List<Sent> stay = new ArrayList<>();
    List<Sent> others = new ArrayList<>();
    for (Sent old : before.sent()) {
      (old.item().consent() && !anew.contains(old.item()) ? stay : others).add(old);
    }
    LandedRow rest = before.saying(others, before.references(), before.withholds());
    LandedRow said = say(rest, emissions, version, late);
    stay.addAll(said.sent());
    return said.saying(stay, said.references(), before.withholds() || said.withholds());
  }

  /** Says these denials; all else that the row said stays. */
  LandedRow deny(LandedRow before, List<Emission.Record> denials, long version, boolean late) {
    Map<ItemId, Emitted> persons = new LinkedHashMap<>();
    denials.forEach(denial -> put(persons, denial));
    List<Sent> sent = new ArrayList<>();
    List<Sent> said = new ArrayList<>();
    before.sent().forEach(old -> (persons.containsKey(old.item()) ? said : sent).add(old));
    sent.addAll(send(said, persons, version, late));
    boolean withholds = before.withholds() || !denials.isEmpty();
    return before.saying(sent, before.references(), withholds);
  }

  /** Takes back all that the row said, apart from its consents. */
  LandedRow takeBackButConsents(LandedRow before, long version) {
    List<Sent> sent = new ArrayList<>();
    List<Sent> others = new ArrayList<>();
    before.sent().forEach(old -> (old.item().consent() ? sent : others).add(old));
    sent.addAll(send(others, Map.of(), version, true));
    before.references().forEach(old -> out.referenceGone(old.entity(), old.recordId()));
    return before.saying(sent, List.of(), before.withholds());
  }

  private void put(Map<ItemId, Emitted> persons, Emission.Record record) {
    ItemId item = new ItemId(record.entity(), record.recordId());
    persons.putIfAbsent(item, new Emitted(item, record.person(), content(record)));
  }

  private List<Sent> send(List<Sent> before, Map<ItemId, Emitted> now, long version, boolean late) {
    RowDiff diff = RowDiff.between(before, List.copyOf(now.values()), version, late);
    diff.messages().forEach(out::send);
    return diff.sent();
  }

  private Content content(Emission.Record record) {
    return content(record, out.payload(record.entity(), record.body()));
  }

  /** The record with this payload. */
  Content content(Emission.Record record, byte[] payload) {
    Role role = Role.valueOf(record.role().name());
    return new MappedRecord(role, record.also(), record.withholds(), payload);
  }

  private static Content content(Emission.Registration registration) {
    switch (registration.role()) {
      case STUDENT:
        return Registration.student();
      case STAFF:
        return Registration.staff();
      case DUPLICATE:
        return Registration.duplicateOf(registration.of().orElseThrow());
      default:
        return Registration.guardianOf(registration.of().orElseThrow());
    }
  }

  /** What stays of a row that is gone: its consents if one denies or revokes, else nothing. */
  static List<Emission> withholding(List<Emission> emissions) {
    boolean stays =
        emissions.stream().anyMatch(e -> e instanceof Emission.Record r && r.withholds());
    return stays
        ? emissions.stream().filter(e -> e instanceof Emission.Record r && r.consent()).toList()
        : List.of();
  }

  /** Whether it is said who is a student, or who is one and the same. */
  static boolean says(List<Emission> emissions, io.hallpass.normalize.mapping.Role role) {
    return emissions.stream()
        .anyMatch(e -> e instanceof Emission.Registration r && r.role() == role);
  }
}
