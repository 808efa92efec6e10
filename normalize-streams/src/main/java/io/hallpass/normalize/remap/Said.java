package io.hallpass.normalize.remap;

import io.hallpass.normalize.identity.ItemId;
import io.hallpass.normalize.landing.RowMapping;
import io.hallpass.normalize.landing.StoredRow;
import io.hallpass.normalize.mapping.Emission;
import io.hallpass.normalize.mapping.MapResult;
import io.hallpass.normalize.mapping.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a row says in one item.
 *
 * @param person whose it is; empty for nobody's
 * @param also further names of the person; of a registered guardian the student
 * @param student whether the person is a student, as far as is known
 * @param body Avro binary as the mapping gives it; null of registrations, and where it is not known
 * @param known whether more than whose it is, is known
 */
record Said(String person, List<String> also, boolean student, byte[] body, boolean known) {

  /**
   * What holds of the row now: what was sent of it, with the content that the mapping in force
   * gives it. Of a row that is rejected now, what it said when it last was not stays.
   */
  static Map<ItemId, Said> now(StoredRow row, MapResult old, boolean absent) {
    Map<ItemId, Said> given = given(old, absent);
    Map<ItemId, Said> said = new LinkedHashMap<>();
    for (ItemId reference : row.references()) {
      said.put(reference, given.getOrDefault(reference, unknown("", false)));
    }
    for (StoredRow.Said sent : row.said()) {
      Said same = given.get(sent.item());
      said.put(
          sent.item(),
          same != null && same.person().equals(sent.person())
              ? same
              : unknown(sent.person(), same != null && same.student()));
    }
    return said;
  }

  private static Said unknown(String person, boolean student) {
    return new Said(person, List.of(), student, null, false);
  }

  /**
   * What would hold of it.
   *
   * @param said what holds now
   */
  static Map<ItemId, Said> then(
      StoredRow row, Map<ItemId, Said> said, MapResult now, boolean absent, RowMapping mapping) {
    Map<ItemId, Said> given = given(now, absent);
    if (mapping.mapping().resource(row.resource()).isEmpty()) {
      Map<ItemId, Said> consents = new LinkedHashMap<>(said);
      consents.keySet().removeIf(item -> !row.withholds() || !item.consent());
      return consents;
    }
    if (now instanceof MapResult.Rejected) {
      Map<ItemId, Said> stays = new LinkedHashMap<>(said);
      stays.putAll(given);
      return stays;
    }
    if (!mapping.uncollected(row.source(), row.resource(), row.row()).isEmpty()) {
      Map<ItemId, Said> beside = new LinkedHashMap<>(said);
      beside.keySet().removeIf(item -> !item.consent());
      beside.putAll(given);
      return beside;
    }
    return given;
  }

  private static Map<ItemId, Said> given(MapResult result, boolean absent) {
    Map<ItemId, Said> given = new LinkedHashMap<>();
    if (result instanceof MapResult.Mapped mapped) {
      RowMapping.said(mapped, absent).forEach(emission -> put(given, emission));
    } else if (result instanceof MapResult.Rejected rejected) {
      rejected.denials().forEach(denial -> put(given, denial));
    }
    return given;
  }

  private static void put(Map<ItemId, Said> given, Emission emission) {
    if (emission instanceof Emission.Reference reference) {
      given.putIfAbsent(
          new ItemId(reference.entity(), reference.recordId()),
          new Said("", List.of(), false, reference.body(), true));
    } else if (emission instanceof Emission.Record record) {
      given.putIfAbsent(
          new ItemId(record.entity(), record.recordId()),
          new Said(
              record.person(), record.also(), record.role() == Role.STUDENT, record.body(), true));
    } else if (emission instanceof Emission.Registration registration) {
      given.putIfAbsent(
          new ItemId(StoredRow.REGISTRATION, registration.registrationId()),
          new Said(
              registration.person(),
              registration.of().stream().toList(),
              registration.role() == Role.STUDENT,
              null,
              true));
    }
  }

  /** Names nobody. */
  @Override
  public String toString() {
    return student ? "said of a student" : "said";
  }
}
