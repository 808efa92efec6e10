package io.hallpass.normalize.mapping;

import io.hallpass.runtime.topics.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An entry that registers a person.
 *
 * @param role in which
 * @param place unique within the mapping: the resource and the entry's number
 * @param key the resource's key columns
 * @param forEach the list that gives a registration an element, where there is one
 * @param when the condition, where there is one
 * @param person who
 * @param of the student a guardian belongs to
 */
record RegisterPlan(
    Role role,
    String place,
    List<String> key,
    Optional<Part> forEach,
    Optional<Part> when,
    PersonPlan person,
    Optional<PersonPlan> of)
    implements EmitPlan {

  @Override
  public void emit(Evaluation evaluation, Outcome outcome) throws Rejection {
    EmitPlan.each(
        forEach,
        when,
        evaluation,
        (part, taken) -> {
          outcome.undecided(part, evaluation);
          if (taken) {
            // Who somebody is must not follow from a code that nobody knows.
            throw new Rejection(ErrorCode.UNKNOWN_CODE, part.name());
          }
        },
        () -> outcome.registration(one(evaluation)));
  }

  @Override
  public Optional<PersonPlan> whose() {
    return Optional.of(person);
  }

  private Emission.Registration one(Evaluation evaluation) throws Rejection {
    String name = person.name(evaluation);
    Optional<String> student =
        of.isPresent() ? Optional.of(of.get().name(evaluation)) : Optional.empty();
    return new Emission.Registration(role, name, student, registrationId(evaluation));
  }

  private UUID registrationId(Evaluation evaluation) {
    StringBuilder id = new StringBuilder();
    for (String column : key) {
      String text = evaluation.row.text(column);
      id.append(text.length()).append(':').append(text);
    }
    return evaluation.id(place, id.append(evaluation.item()).toString());
  }
}
