package io.hallpass.consent.filter;

import io.hallpass.consent.decision.Consent;
import io.hallpass.consent.decision.ConsentReader;
import io.hallpass.consent.decision.Decider;
import io.hallpass.consent.decision.Release;
import io.hallpass.runtime.settings.Agreement;
import io.hallpass.runtime.settings.DistrictSetting;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import io.hallpass.schemas.Scope;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;

/** What recipients should have, computed from all inputs at once after every event. */
final class Model {
  final Map<String, Agreement> agreements = new TreeMap<>();
  final Set<UUID> registered = new HashSet<>();
  final Map<UUID, Map<UUID, GenericRecord>> consents = new HashMap<>();
  final Map<String, GenericRecord> records = new TreeMap<>();
  final Map<String, Map<String, Map<String, String>>> has = new TreeMap<>();
  LocalDate today;

  DistrictSetting district;
  Set<String> completeSources;
  boolean unmatched;
  Catalogue catalogue;

  boolean gateOpen() {
    return gateOpen(district, completeSources, unmatched);
  }

  static boolean gateOpen(DistrictSetting district, Set<String> complete, boolean unmatched) {
    return complete.containsAll(district.consentSources())
        && !(unmatched && district.holdUnmatchedDenials());
  }

  void step() {
    Decider decider = new Decider(catalogue, district.directoryInformation(), agreements.values());
    Map<String, Map<String, Map<String, String>>> before = new TreeMap<>(has);
    has.clear();
    for (int r = 0; r < decider.recipients().size(); r++) {
      String recipient = decider.recipients().get(r);
      Map<String, Map<String, String>> had = before.getOrDefault(recipient, Map.of());
      for (Map.Entry<String, GenericRecord> record : records.entrySet()) {
        Map<String, String> old = had.getOrDefault(record.getKey(), Map.of());
        Map<String, String> now = fields(decider, r, record.getValue(), old);
        if (!now.isEmpty()) {
          has.computeIfAbsent(recipient, key -> new TreeMap<>()).put(record.getKey(), now);
        }
      }
    }
  }

  private Map<String, String> fields(
      Decider decider, int recipient, GenericRecord record, Map<String, String> old) {
    Entity entity = catalogue.entity(record.getSchema().getName()).orElseThrow();
    Release release = release(decider, entity, record);
    int number = decider.entity(entity.name());
    Map<String, String> fields = new TreeMap<>();
    for (Field field : entity.fields()) {
      boolean free = (release.free(recipient, number) & field.bit()) != 0;
      boolean gated = (release.gated(recipient, number) & field.bit()) != 0;
      if (record.getSchema().getField(field.name()) == null) {
        // The record is older than the field.
        continue;
      }
      if (free || (gated && gateOpen())) {
        fields.put(field.name(), String.valueOf(record.get(field.name())));
      } else if (gated && old.containsKey(field.name())) {
        fields.put(field.name(), old.get(field.name()));
      }
    }
    return fields;
  }

  private Release release(Decider decider, Entity entity, GenericRecord record) {
    if (entity.scope() == Scope.REFERENCE) {
      return decider.decide(List.of(), today);
    }
    UUID student = UUID.fromString(record.get("studentId").toString());
    if (!registered.contains(student)) {
      return Release.NOTHING;
    }
    List<Consent> his =
        Optional.ofNullable(consents.get(student)).orElse(Map.of()).entrySet().stream()
            .map(consent -> ConsentReader.read(consent.getKey(), consent.getValue()))
            .toList();
    return decider.decide(his, today);
  }
}
