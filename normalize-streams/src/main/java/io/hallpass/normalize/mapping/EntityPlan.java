package io.hallpass.normalize.mapping;

import io.hallpass.runtime.topics.ErrorCode;
import io.hallpass.schemas.Entity;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An entry that emits records of an entity.
 *
 * @param entity of the records
 * @param forEach the list that gives a record an element, where there is one
 * @param when the condition, where there is one
 * @param id the vendor's id
 * @param person empty for reference records that are nobody's
 * @param role the role of that person
 * @param fields those the mapping fills
 * @param body writes them
 */
record EntityPlan(
    Entity entity,
    Optional<Part> forEach,
    Optional<Part> when,
    Part id,
    Optional<PersonPlan> person,
    Role role,
    List<FieldPlan> fields,
    BodyWriter body)
    implements EmitPlan {

  @Override
  public void emit(Evaluation evaluation, Outcome outcome) throws Rejection {
    EmitPlan.each(
        forEach,
        when,
        evaluation,
        (part, taken) -> outcome.undecided(part, evaluation),
        () -> {
          UUID recordId = recordId(evaluation);
          Emission one = one(recordId, evaluation, outcome.unknownCodes);
          outcome.record(entity.name(), recordId, id, one);
        });
  }

  @Override
  public Optional<PersonPlan> whose() {
    return person;
  }

  private Emission one(UUID recordId, Evaluation evaluation, List<String> unknownCodes)
      throws Rejection {
    if (person.isEmpty()) {
      evaluation.person("");
      return new Emission.Reference(
          entity.name(), recordId, body.write(recordId, values(evaluation, unknownCodes)));
    }
    String name = person.get().name(evaluation);
    evaluation.person(name);
    List<String> also = person.get().others(evaluation);
    byte[] bytes = body.write(recordId, values(evaluation, unknownCodes));
    return new Emission.Record(entity.name(), recordId, role, name, also, false, false, bytes);
  }

  /** The record's id, from the vendor's. */
  UUID recordId(Evaluation evaluation) throws Rejection {
    String vendorId = id.text(evaluation);
    if (vendorId.isBlank()) {
      throw new Rejection(ErrorCode.MISSING_ID, id.name());
    }
    return evaluation.id(entity.name(), vendorId);
  }

  /** At each field's position its value. */
  Object[] values(Evaluation evaluation, List<String> unknownCodes) throws Rejection {
    Object[] values = new Object[entity.fields().size()];
    for (FieldPlan plan : fields) {
      values[plan.field().position()] = plan.value(evaluation, unknownCodes);
    }
    return values;
  }
}
