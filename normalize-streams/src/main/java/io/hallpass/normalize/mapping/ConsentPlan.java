package io.hallpass.normalize.mapping;

import io.hallpass.runtime.topics.ErrorCode;
import io.hallpass.schemas.Category;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * An entry that emits consents. What cannot be read is never dropped: it denies everything for its
 * student, without dates, until somebody mends it.
 *
 * @param plan how a readable consent is mapped
 * @param columns all that it is read from, those of the key among them
 */
record ConsentPlan(EntityPlan plan, Set<String> columns) implements EmitPlan {
  static final String ENTITY = "consent";

  /** The fields that are looked at here. */
  static final List<String> FIELDS =
      List.of("decision", "recipient", "categories", "validFrom", "validUntil");

  private static final String GRANT = "GRANT";
  private static final String DENY = "DENY";
  private static final String REVOKE = "REVOKE";
  private static final String EVERYTHING = "*";
  private static final Set<String> CATEGORIES =
      Arrays.stream(Category.values()).map(Category::name).collect(Collectors.toUnmodifiableSet());

  @Override
  public void emit(Evaluation evaluation, Outcome outcome) throws Rejection {
    Set<String> elements;
    try {
      elements = elements(evaluation);
    } catch (Rejection e) {
      unreadable(evaluation, outcome, e.field());
      return;
    }
    for (String element : elements) {
      evaluation.item(element);
      Emission.Record said;
      try {
        if (!holds(evaluation)) {
          continue;
        }
        said = readable(evaluation);
      } catch (Rejection e) {
        unreadable(evaluation, outcome, e.field());
        continue;
      }
      outcome.record(ENTITY, said.recordId(), plan.id(), said);
    }
  }

  private Set<String> elements(Evaluation evaluation) throws Rejection {
    evaluation.item("");
    if (plan.forEach().isEmpty()) {
      return Set.of("");
    }
    Set<String> elements = plan.forEach().get().elements(evaluation);
    known(plan.forEach().get(), evaluation);
    return elements;
  }

  private boolean holds(Evaluation evaluation) throws Rejection {
    if (plan.when().isEmpty()) {
      return true;
    }
    boolean holds = plan.when().get().test(evaluation);
    known(plan.when().get(), evaluation);
    return holds;
  }

  /** Whoever wrote a code that nobody knows may have said no by it. */
  private static void known(Part part, Evaluation evaluation) throws Rejection {
    if (evaluation.unknownCode()) {
      throw new Rejection(ErrorCode.UNKNOWN_CODE, part.name());
    }
  }

  @Override
  public Optional<PersonPlan> whose() {
    return plan.person();
  }

  private void unreadable(Evaluation evaluation, Outcome outcome, String field) throws Rejection {
    Emission.Record denial = denial(evaluation, recordId(evaluation));
    outcome.record(ENTITY, denial.recordId(), plan.id(), denial);
    outcome.report(new MapResult.Problem(ErrorCode.UNREADABLE_CONSENT, field));
  }

  /**
   * Denies everything where the row as a whole is refused, for each student of whom it speaks here;
   * under the ids its consents have, so that they take the place of these once the row is taken.
   *
   * @param denials gets them, by id
   */
  void protect(Evaluation evaluation, Map<UUID, Emission.Record> denials) {
    for (String element : readElements(evaluation)) {
      evaluation.item(element);
      if (speaks(evaluation)) {
        Emission.Record denial = denial(evaluation, recordId(evaluation));
        Emission.Record same = denials.putIfAbsent(denial.recordId(), denial);
        if (same != null && !same.person().equals(denial.person())) {
          // The row gives one id to two students' consents; each of them is denied.
          UUID own = evaluation.id(ENTITY, "of " + denial.person() + ": " + denial.recordId());
          denials.put(own, denial(evaluation, own));
        }
      }
    }
  }

  /** Adds whom it would be about if its condition held: each name that can be read. */
  void people(Evaluation evaluation, Set<String> people) {
    PersonPlan person = plan.person().orElseThrow();
    for (String element : readElements(evaluation)) {
      evaluation.item(element);
      try {
        people.add(person.name(evaluation));
        people.addAll(person.others(evaluation));
      } catch (Rejection e) {
        // Another element may name one.
        continue;
      }
    }
  }

  private Set<String> readElements(Evaluation evaluation) {
    try {
      return elements(evaluation);
    } catch (Rejection e) {
      return Set.of("");
    }
  }

  /** A condition that cannot be read may hold. */
  private boolean speaks(Evaluation evaluation) {
    try {
      return holds(evaluation);
    } catch (Rejection e) {
      return true;
    }
  }

  private Emission.Record readable(Evaluation evaluation) throws Rejection {
    UUID recordId = plan.recordId(evaluation);
    String person = plan.person().orElseThrow().name(evaluation);
    evaluation.person(person);
    List<String> also = plan.person().get().others(evaluation);
    List<String> unknown = new ArrayList<>();
    Object[] values = plan.values(evaluation, unknown);
    if (!unknown.isEmpty()) {
      // A grant whose purpose or holder is not understood must not become a wider grant.
      throw new Rejection(ErrorCode.UNKNOWN_CODE, unknown.get(0));
    }
    check(values);
    return record(recordId, person, also, values);
  }

  private void check(Object[] values) throws Rejection {
    boolean grant = GRANT.equals(values[at("decision")]);
    if (values[at("categories")] instanceof List<?> categories) {
      for (Object category : categories) {
        if (category.equals(EVERYTHING) ? grant : !CATEGORIES.contains(category)) {
          throw new Rejection(ErrorCode.INVALID_VALUE, ENTITY + ".categories");
        }
      }
    }
    if (grant && EVERYTHING.equals(values[at("recipient")])) {
      throw new Rejection(ErrorCode.INVALID_VALUE, ENTITY + ".recipient");
    }
    if (values[at("validFrom")] instanceof Integer from
        && values[at("validUntil")] instanceof Integer until
        && from >= until) {
      throw new Rejection(ErrorCode.INVALID_DATE, ENTITY + ".validUntil");
    }
    if (DENY.equals(values[at("decision")])) {
      // A denial that does not say of whom or of what is of everybody and everything.
      for (String field : List.of("recipient", "categories")) {
        if (values[at(field)] == null) {
          values[at(field)] = field.equals("recipient") ? EVERYTHING : List.of(EVERYTHING);
        }
      }
    }
  }

  private UUID recordId(Evaluation evaluation) {
    try {
      return plan.recordId(evaluation);
    } catch (Rejection e) {
      return evaluation.id(ENTITY, "unreadable:" + new TreeMap<>(evaluation.row));
    }
  }

  /** A denial of everything. */
  private Emission.Record denial(Evaluation evaluation, UUID recordId) {
    String person = "unmatched:" + recordId;
    List<String> also = List.of();
    try {
      person = plan.person().orElseThrow().name(evaluation);
      also = plan.person().get().others(evaluation);
    } catch (Rejection e) {
      // Whatever names of the person could be read are kept.
      also = List.of();
    }
    Object[] values = new Object[plan.entity().fields().size()];
    values[at("decision")] = DENY;
    values[at("recipient")] = EVERYTHING;
    values[at("categories")] = List.of(EVERYTHING);
    return record(recordId, person, also, values);
  }

  private Emission.Record record(UUID recordId, String person, List<String> also, Object[] values) {
    Object decision = values[at("decision")];
    boolean withholds = DENY.equals(decision) || REVOKE.equals(decision);
    byte[] body = plan.body().write(recordId, values);
    return new Emission.Record(ENTITY, recordId, Role.STUDENT, person, also, true, withholds, body);
  }

  private int at(String field) {
    return plan.entity().field(field).orElseThrow().position();
  }
}
