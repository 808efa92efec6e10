package io.hallpass.cli.spine;

import io.hallpass.normalize.mapping.RecordIds;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Category;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import io.hallpass.sink.table.SqlNames;
import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.expected.ExpectedRecord;
import io.hallpass.synthetic.expected.ExpectedRecords;
import io.hallpass.synthetic.expected.Reference;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * The plain model of what the two warehouses must hold: the generator's records, filtered by
 * agreement and denials.
 */
final class Model {
  static final Set<String> PARTNER =
      Set.of(
          "NAME",
          "CONTACT",
          "ENROLLMENT",
          "SCHEDULE",
          "ATTENDANCE",
          "DISCIPLINE",
          "SPECIAL_EDUCATION",
          "ORGANIZATION");
  private static final String CONSENT = "consent";

  private final SyntheticDistrict district;
  private final Catalogue catalogue = Catalogue.load();
  private final RecordIds ids;
  private final Map<Integer, Map<String, Map<String, Decision>>> positions = new HashMap<>();

  /** What one holder decided last of one category. */
  private record Decision(boolean denies, Instant at) {}

  Model(SyntheticDistrict district, byte[] secret) {
    this.district = district;
    this.ids = new RecordIds(secret);
    new ExpectedRecords(district).all().filter(r -> r.entity().equals(CONSENT)).forEach(this::form);
  }

  private void form(ExpectedRecord form) {
    Map<String, Object> f = form.fields();
    String recipient = (String) f.get("recipient");
    if (!recipient.equals("*") && !recipient.equals("mathpath")) {
      return;
    }
    String holder = f.get("holderRole") + "/" + f.get("holderName");
    Instant at = (Instant) f.get("decidedAt");
    decided(
        form.student().orElseThrow(),
        holder,
        (String) f.get("decision"),
        (Collection<?>) f.get("categories"),
        at);
  }

  /** Somebody decides, after all forms. */
  void decided(int student, String holder, String decision, Collection<?> categories, Instant at) {
    Collection<?> named = categories.contains("*") ? List.of(Category.values()) : categories;
    for (Object category : named) {
      positions
          .computeIfAbsent(student, s -> new HashMap<>())
          .computeIfAbsent(category.toString(), c -> new HashMap<>())
          .merge(
              holder,
              new Decision(decision.equals("DENY"), at),
              (old, now) ->
                  now.at().isAfter(old.at()) || (now.at().equals(old.at()) && now.denies())
                      ? now
                      : old);
    }
  }

  /** Whether somebody's latest word about the category is no. */
  boolean denied(int student, String category) {
    return positions
        .getOrDefault(student, Map.of())
        .getOrDefault(category, Map.of())
        .values()
        .stream()
        .anyMatch(Decision::denies);
  }

  /** The district's own warehouse. */
  Map<String, Map<String, Map<String, Object>>> own(IntFunction<String> studentIds) {
    return tables(studentIds, (student, category) -> true);
  }

  /** The partner's. */
  Map<String, Map<String, Map<String, Object>>> partner(IntFunction<String> studentIds) {
    return tables(
        studentIds,
        (student, category) ->
            PARTNER.contains(category) && (student < 0 || !denied(student, category)));
  }

  private interface Allowed {
    boolean may(int student, String category);
  }

  private Map<String, Map<String, Map<String, Object>>> tables(
      IntFunction<String> studentIds, Allowed allowed) {
    Map<String, Map<String, Map<String, Object>>> tables = new TreeMap<>();
    new ExpectedRecords(district)
        .all()
        .filter(record -> !record.entity().equals(CONSENT))
        .forEach(
            record -> {
              Entity entity = catalogue.entity(record.entity()).orElseThrow();
              int student = record.student().orElse(-1);
              if (allowed.may(student, entity.category().name())) {
                String id = ids.id(record.source(), record.entity(), record.vendorId()).toString();
                String key = student < 0 ? id : studentIds.apply(student) + "/" + id;
                tables
                    .computeIfAbsent(record.entity().replace('-', '_'), t -> new HashMap<>())
                    .put(key, row(entity, record, student, allowed));
              }
            });
    return tables;
  }

  private Map<String, Object> row(
      Entity entity, ExpectedRecord record, int student, Allowed allowed) {
    Map<String, Object> row = new TreeMap<>();
    record
        .fields()
        .forEach(
            (name, value) -> {
              Optional<Category> category = entity.field(name).flatMap(Field::category);
              if (category.isPresent() && allowed.may(student, category.get().name())) {
                row.put(
                    SqlNames.column(name),
                    value instanceof Reference to
                        ? ids.id(to.source(), to.entity(), to.vendorId()).toString()
                        : value);
              }
            });
    return row;
  }
}
