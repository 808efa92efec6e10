package io.hallpass.normalize.mapping;

import dev.cel.runtime.CelEvaluationException;

/** Something of a row. */
interface Expression {

  /**
   * A {@code String}, {@code Boolean}, {@code Long}, {@code Double}, {@code UUID} or {@code List};
   * never null.
   *
   * @throws CelEvaluationException whose message may repeat values, so it ends here
   */
  Object value(Evaluation evaluation) throws CelEvaluationException;

  /** One that gives text and cannot fail. */
  interface Text extends Expression {
    String text(Evaluation evaluation);

    @Override
    default Object value(Evaluation evaluation) {
      return text(evaluation);
    }
  }

  /** One that gives true or false and cannot fail. */
  interface Test extends Expression {
    boolean test(Evaluation evaluation);

    @Override
    default Object value(Evaluation evaluation) {
      return test(evaluation);
    }
  }
}
