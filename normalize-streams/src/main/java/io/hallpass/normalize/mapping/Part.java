package io.hallpass.normalize.mapping;

import dev.cel.runtime.CelEvaluationException;
import io.hallpass.runtime.topics.ErrorCode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One expression of an {@code emit} entry.
 *
 * @param name {@code entity.field}, for rejections
 * @param expression to evaluate
 */
record Part(String name, Expression expression) {

  /** The result; every failure becomes a rejection that repeats nothing of the row. */
  Object value(Evaluation evaluation) throws Rejection {
    evaluation.reset();
    Object value;
    try {
      value = expression.value(evaluation);
    } catch (CelEvaluationException | RuntimeException e) {
      throw new Rejection(ErrorCode.EXPRESSION_FAILED, name);
    }
    if (evaluation.unreadableDate()) {
      throw new Rejection(ErrorCode.INVALID_DATE, name);
    }
    return value;
  }

  /** The result as text. */
  String text(Evaluation evaluation) throws Rejection {
    if (value(evaluation) instanceof String text) {
      return text;
    }
    throw new Rejection(ErrorCode.EXPRESSION_FAILED, name);
  }

  /** The result as a condition. */
  boolean test(Evaluation evaluation) throws Rejection {
    if (value(evaluation) instanceof Boolean test) {
      return test;
    }
    throw new Rejection(ErrorCode.CONDITION_NOT_BOOLEAN, name);
  }

  /** The elements of the result, each once and without empty or blank ones. */
  Set<String> elements(Evaluation evaluation) throws Rejection {
    if (!(value(evaluation) instanceof Collection<?> all)) {
      throw new Rejection(ErrorCode.EXPRESSION_FAILED, name);
    }
    Set<String> elements = new LinkedHashSet<>();
    for (Object element : all) {
      if (!(element instanceof String text)) {
        throw new Rejection(ErrorCode.EXPRESSION_FAILED, name);
      }
      if (!text.isBlank()) {
        elements.add(text);
      }
    }
    return elements;
  }
}
