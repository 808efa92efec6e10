package io.hallpass.normalize.mapping;

import java.util.Optional;
import java.util.Set;

/** One entry of {@code emit}. */
sealed interface EmitPlan permits EntityPlan, ConsentPlan, RegisterPlan {

  /** Adds what the row gives by this entry. */
  void emit(Evaluation evaluation, Outcome outcome) throws Rejection;

  /** Whom its records or registrations are about, where they are about a person. */
  Optional<PersonPlan> whose();

  /** Hears that a list or a condition met a code that nobody knows. */
  interface Doubt {
    /**
     * @param part the list or the condition
     * @param taken whether the step is taken nevertheless
     */
    void about(Part part, boolean taken) throws Rejection;
  }

  /** What may fail for one element. */
  interface Step {
    void take() throws Rejection;
  }

  /**
   * Takes {@code step} for each element for which {@code when} is true; once where there is no
   * list. What an unknown code leaves out leaves no other trace, so {@code doubt} hears of it.
   */
  static void each(
      Optional<Part> forEach, Optional<Part> when, Evaluation evaluation, Doubt doubt, Step step)
      throws Rejection {
    evaluation.item("");
    Set<String> elements = Set.of("");
    if (forEach.isPresent()) {
      elements = forEach.get().elements(evaluation);
      if (evaluation.unknownCode()) {
        doubt.about(forEach.get(), false);
      }
    }
    for (String element : elements) {
      evaluation.item(element);
      boolean taken = true;
      if (when.isPresent()) {
        taken = when.get().test(evaluation);
        if (evaluation.unknownCode()) {
          doubt.about(when.get(), taken);
        }
      }
      if (taken) {
        step.take();
      }
    }
  }
}
