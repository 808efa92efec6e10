package io.hallpass.normalize.landing;

import io.hallpass.normalize.identity.Content;
import io.hallpass.normalize.identity.ItemId;
import io.hallpass.normalize.identity.MappedRecord;
import io.hallpass.normalize.identity.Registration;
import io.hallpass.normalize.identity.Role;
import io.hallpass.normalize.identity.RowDiff;
import io.hallpass.normalize.identity.RowDiff.Emitted;
import io.hallpass.normalize.mapping.Emission;
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

  /** Says it, and returns what the row has said now; without the row's own bytes. */
  LandedRow say(LandedRow before, List<Emission> emissions, long version) {
    Map<ItemId, Emitted> persons = new LinkedHashMap<>();
    Set<ItemId> references = new LinkedHashSet<>();
    boolean denial = false;
    for (Emission emission : emissions) {
      if (emission instanceof Emission.Reference reference) {
        if (references.add(new ItemId(reference.entity(), reference.recordId()))) {
          out.reference(reference.entity(), reference.recordId(), reference.body());
        }
      } else if (emission instanceof Emission.Record record) {
        ItemId item = new ItemId(record.entity(), record.recordId());
        persons.putIfAbsent(item, new Emitted(item, record.person(), content(record)));
        denial |= record.denial();
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
    RowDiff diff = RowDiff.between(before.sent(), List.copyOf(persons.values()), version);
    diff.messages().forEach(out::send);
    return new LandedRow(before.row(), diff.sent(), List.copyOf(references), denial);
  }

  private Content content(Emission.Record record) {
    Role role = Role.valueOf(record.role().name());
    byte[] payload = out.payload(record.entity(), record.body());
    return new MappedRecord(role, record.also(), record.denial(), payload);
  }

  private static Content content(Emission.Registration registration) {
    switch (registration.role()) {
      case STUDENT:
        return Registration.student();
      case STAFF:
        return Registration.staff();
      default:
        return Registration.guardianOf(registration.of().orElseThrow());
    }
  }

  static boolean registersStudent(List<Emission> emissions) {
    return emissions.stream()
        .anyMatch(
            e ->
                e instanceof Emission.Registration r
                    && r.role() == io.hallpass.normalize.mapping.Role.STUDENT);
  }
}
