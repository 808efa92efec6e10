package io.hallpass.consent.filter;

import static io.hallpass.consent.SmallVocabulary.entity;
import static io.hallpass.consent.filter.TestDistrict.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.consent.filter.TestDistrict.Sent;
import io.hallpass.runtime.settings.Agreement;
import io.hallpass.runtime.settings.Basis;
import io.hallpass.runtime.settings.DistrictSetting;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Field;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/**
 * Everything that can happen, in any order: in the end every recipient has what the model says, and
 * at no time was anything sent that the model does not release. The model knows settings as they
 * were applied as a whole; between those that are applied together other things happen.
 */
class ModelTest {
  private static final int EVENTS = 1_500;
  private static final int ROUNDS = 4;
  private static final List<String> RECIPIENTS =
      List.of("warehouse", "official", "directory", "consent", "mixed");
  private static final List<UUID> STUDENTS =
      IntStream.range(1, 5).mapToObj(i -> new UUID(i, i)).toList();
  private static final List<String> DIRECTORY =
      List.of("pupil.name", "pupil.grade", "pupil.mail", "school.title");
  private static final Catalogue CATALOGUE = with("grade:ENROLLMENT", "name:NAME", "mail:CONTACT");

  /** With a field more, in another order, and one in another category. */
  private static final Catalogue NEXT_YEARS =
      with("nick:NAME", "mail:HEALTH", "grade:ENROLLMENT", "name:NAME");

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final Model model = new Model();

  /**
   * Recipients of which an agreement of two kinds, or the vocabulary, changed behind a closed gate.
   * What they keep is less than the model's may, until the gate opens.
   */
  private final Set<String> keepLess = new HashSet<>();

  private TestDistrict district;

  @Test
  void inAnyOrderEveryRecipientEndsWithWhatTheModelSays() {
    for (int round = 0; round < ROUNDS; round++) {
      try (TestDistrict fresh = new TestDistrict(CATALOGUE)) {
        district = fresh;
        begin();
        for (int i = 0; i < EVENTS; i++) {
          happens(random.nextInt(1000));
        }
        settle("the end");
      }
    }
  }

  private static Catalogue with(String... fields) {
    return Catalogue.of(
        List.of(
            Catalogue.load().entity("consent").orElseThrow().schema().toString(),
            entity("pupil", "STUDENT", "ENROLLMENT", fields),
            entity("visit", "STUDENT", "HEALTH", "reason:HEALTH", "nurse:STAFF"),
            entity("school", "REFERENCE", "ORGANIZATION", "title:ORGANIZATION", "head:STAFF")));
  }

  private void begin() {
    model.catalogue = CATALOGUE;
    model.agreements.clear();
    model.registered.clear();
    model.consents.clear();
    model.records.clear();
    model.has.clear();
    keepLess.clear();
    model.completeSources = Set.of();
    model.unmatched = false;
    model.today = LocalDate.EPOCH;
    model.district = setting(Set.of("sis"), Set.copyOf(DIRECTORY));
    district.setting(model.district);
    time();
  }

  private static DistrictSetting setting(Set<String> consentSources, Set<String> directory) {
    return new DistrictSetting(
        "everett", TestDistrict.ZONE, "${env:S}", directory, consentSources, "sis", true);
  }

  private void happens(int what) {
    String event = event(what);
    time();
    model.step();
    check(event);
    // Days change rarely; what hides a missed one is the next pass.
    boolean look = random.nextInt(event.equals("time") ? 2 : 30) == 0;
    if (!model.gateOpen() || look) {
      settle(event);
    }
  }

  private void time() {
    LocalDate local = LocalDate.ofInstant(district.now(), TestDistrict.ZONE);
    model.today = local.isAfter(model.today) ? local : model.today;
  }

  private static final int APPLY = 920;

  private String event(int what) {
    if (what < 350) {
      return record();
    } else if (what < 580) {
      return consent();
    } else if (what < 640) {
      return identity();
    } else if (what < 710) {
      return gate();
    } else if (what < 770) {
      district.tick();
      return "a slice";
    } else if (what < 917) {
      district.pass(Duration.ofHours(random.nextInt(40)));
      return "time";
    } else if (what < APPLY) {
      long hours = random.nextInt(60) - 30L;
      Instant clock = district.now().plus(Duration.ofHours(hours));
      if (random.nextInt(3) == 0) {
        model.catalogue = model.catalogue == CATALOGUE ? NEXT_YEARS : CATALOGUE;
        if (!model.gateOpen()) {
          keepLess.addAll(RECIPIENTS);
        }
      }
      district.restart(clock, model.catalogue);
      return "restart " + hours + " hours later";
    }
    return apply();
  }

  private String record() {
    String entity = one(List.of("pupil", "pupil", "visit", "school"));
    UUID student = entity.equals("school") ? null : one(STUDENTS);
    UUID id = new UUID(9, random.nextInt(3));
    String key = key(student, entity, id);
    if (random.nextInt(5) == 0) {
      district.remove(student, entity, id);
      model.records.remove(key);
      return "removed " + key;
    }
    Map<String, Object> fields = new HashMap<>();
    for (Field field : model.catalogue.entity(entity).orElseThrow().fields()) {
      if (!field.key() && random.nextInt(6) > 0) {
        fields.put(field.name(), field.name() + random.nextInt(3));
      }
    }
    district.put(student, entity, id, fields);
    model.records.put(key, district.record(student, entity, id, fields));
    return "record " + key + fields;
  }

  private String consent() {
    UUID student = one(STUDENTS);
    UUID id = new UUID(8, random.nextInt(3));
    Map<UUID, GenericRecord> his = model.consents.computeIfAbsent(student, s -> new TreeMap<>());
    if (random.nextInt(4) == 0) {
      district.noConsent(student, id);
      his.remove(id);
      return "no consent";
    }
    Map<String, Object> fields = new HashMap<>();
    fields.put("decision", one(List.of("GRANT", "GRANT", "DENY", "REVOKE", "?")));
    fields.put("recipient", one(List.of("consent", "mixed", "official", "directory", "*")));
    fields.put("categories", some(List.of("ENROLLMENT", "NAME", "CONTACT", "HEALTH", "STAFF")));
    fields.put("holderName", one(List.of("A", "B")));
    fields.put("decidedAt", random.nextInt(4) == 0 ? null : (Long) decidedAt());
    fields.put("validFrom", random.nextBoolean() ? null : day());
    fields.put("validUntil", random.nextBoolean() ? null : day());
    district.consent(student, id, fields);
    his.put(id, district.record(student, "consent", id, fields));
    return "consent " + student + fields;
  }

  private long decidedAt() {
    return random.nextBoolean() ? random.nextInt(5) : (day() + 1L) * 86_400_000 - 1;
  }

  private Integer day() {
    return Math.toIntExact(model.today.toEpochDay()) - 1 + random.nextInt(5);
  }

  private String identity() {
    UUID student = one(STUDENTS);
    if (random.nextInt(5) == 0) {
      district.unregister(student);
      model.registered.remove(student);
      return "unregistered " + student;
    }
    district.register(student);
    model.registered.add(student);
    return "registered " + student;
  }

  /** Some settings at once; before the last of them has come other things happen. */
  private String apply() {
    DistrictSetting next = model.district;
    Map<String, Agreement> agreements = new TreeMap<>(model.agreements);
    Set<String> both = new HashSet<>();
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      if (random.nextInt(3) == 0) {
        next = district();
      } else {
        agreement(agreements, both);
      }
      while (random.nextInt(3) > 0) {
        happens(random.nextInt(APPLY));
      }
    }
    if (model.gateOpen() && !Model.gateOpen(next, model.completeSources, model.unmatched)) {
      settle("before what is applied closes the gate");
    }
    district.applied();
    model.district = next;
    model.agreements.clear();
    model.agreements.putAll(agreements);
    if (!model.gateOpen()) {
      keepLess.addAll(both);
    }
    return "applied " + next + agreements.values();
  }

  private DistrictSetting district() {
    DistrictSetting next =
        setting(
            random.nextInt(3) == 0 ? Set.of("sis", "forms") : Set.of("sis"),
            random.nextBoolean() ? Set.copyOf(some(DIRECTORY)) : Set.copyOf(DIRECTORY));
    district.written(next);
    return next;
  }

  private void agreement(Map<String, Agreement> agreements, Set<String> both) {
    String recipient = one(RECIPIENTS);
    boolean second = recipient.equals("mixed") && random.nextBoolean();
    String id = recipient + (second ? "2" : "");
    if (recipient.equals("mixed") || recipient.equals("directory")) {
      both.add(recipient);
    }
    if (random.nextInt(4) == 0) {
      district.removed(Agreement.PREFIX + id);
      agreements.remove(id);
      return;
    }
    boolean ends = random.nextInt(3) == 0 && !recipient.equals("mixed");
    Agreement agreement =
        new Agreement(
            id,
            recipient,
            "maps",
            switch (recipient) {
              case "warehouse" -> Basis.DISTRICT;
              case "official" -> Basis.SCHOOL_OFFICIAL;
              case "directory" -> random.nextInt(4) == 0 ? Basis.DISTRICT : Basis.DIRECTORY;
              default -> second ? Basis.SCHOOL_OFFICIAL : Basis.CONSENT;
            },
            Set.copyOf(
                some(List.of("*", "ENROLLMENT", "NAME", "CONTACT", "HEALTH", "ORGANIZATION"))),
            Set.of(),
            recipient.equals("official"),
            ends ? LocalDate.ofEpochDay(day()) : Agree.ALWAYS,
            ends ? Optional.of(LocalDate.ofEpochDay(day())) : Optional.empty(),
            Optional.empty());
    district.written(agreement);
    agreements.put(id, agreement);
  }

  private String gate() {
    Set<String> complete = random.nextInt(3) == 0 ? Set.of("sis") : Set.of("sis", "forms");
    boolean unmatched = random.nextInt(3) == 0;
    if (model.gateOpen() && !Model.gateOpen(model.district, complete, unmatched)) {
      // Until the passes are through, recipients have less than the model's.
      settle("before the gate closes");
    }
    for (int partition = 0; partition < TestDistrict.PARTITIONS; partition++) {
      district.gate(partition, unmatched ? 1 : 0, complete.toArray(String[]::new));
    }
    model.completeSources = complete;
    model.unmatched = unmatched;
    return "gate " + complete + (unmatched ? " and an unmatched denial" : "");
  }

  private void settle(String event) {
    for (int i = 0; i < 6; i++) {
      district.settle();
    }
    time();
    model.step();
    check(event);
    if (model.gateOpen()) {
      keepLess.clear();
    }
    for (String recipient : RECIPIENTS) {
      Map<String, Map<String, String>> has = new TreeMap<>();
      district.has(recipient).forEach((key, value) -> has.put(key, values(value)));
      if (keepLess.contains(recipient)) {
        continue;
      }
      assertThat(has)
          .as("seed %s, after %s: %s has", seed, event, recipient)
          .isEqualTo(expected(recipient));
    }
  }

  private Map<String, Map<String, String>> expected(String recipient) {
    Map<String, Map<String, String>> expected = new TreeMap<>();
    model
        .has
        .getOrDefault(recipient, Map.of())
        .forEach(
            (key, fields) -> {
              Map<String, String> values = new TreeMap<>(fields);
              values.values().removeIf("null"::equals);
              expected.put(key, values);
            });
    return expected;
  }

  private static Map<String, String> values(GenericRecord record) {
    Map<String, String> values = new TreeMap<>();
    for (Schema.Field field : record.getSchema().getFields()) {
      if (!field.name().endsWith("Id") && record.get(field.pos()) != null) {
        values.put(field.name(), record.get(field.pos()).toString());
      }
    }
    return values;
  }

  private void check(String event) {
    for (String recipient : RECIPIENTS) {
      for (Sent sent : district.sent(recipient)) {
        if (sent.value() != null) {
          assertThat(
                  expected(recipient)
                      .getOrDefault(sent.key(), Map.of("nothing", "is released"))
                      .entrySet())
              .as("seed %s, after %s: %s %s", seed, event, recipient, sent.key())
              .containsAll(values(district.wire.decode(sent.value())).entrySet())
              .doesNotContain(Map.entry("nothing", "is released"));
        }
      }
    }
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private List<String> some(List<String> all) {
    List<String> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, 1 + random.nextInt(all.size()));
  }
}
