package io.hallpass.normalize.mapping;

import java.util.Optional;
import java.util.Set;

/** One entry of {@code emit}. */
sealed interface EmitPlan permits EntityPlan, ConsentPlan, RegisterPlan {

  /** Adds what the row gives by this entry. */
  void emit(Evaluation evaluation, Outcome outcome) throws Rejection;

  /** What may fail for one element. */
  interface Step {
    void take() throws Rejection;
  }

  /**
   * Takes {@code step} for each element for which {@code when} is true; once where there is no
   * list.
   */
  static void each(Optional<Part> forEach, Optional<Part> when, Evaluation evaluation, Step step)
      throws Rejection {
    evaluation.item("");
    Set<String> elements = forEach.isPresent() ? forEach.get().elements(evaluation) : Set.of("");
    for (String element : elements) {
      evaluation.item(element);
      if (when.isEmpty() || when.get().test(evaluation)) {
        step.take();
      }
    }
  }
}
