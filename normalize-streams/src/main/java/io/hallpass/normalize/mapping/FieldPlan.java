package io.hallpass.normalize.mapping;

import io.hallpass.runtime.topics.ErrorCode;
import io.hallpass.schemas.CodeSet;
import io.hallpass.schemas.Field;
import io.hallpass.schemas.FieldType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How one field of an entity is filled.
 *
 * @param field of the entity
 * @param part its expression
 * @param codes what it may hold, where the vocabulary says so
 */
record FieldPlan(Field field, Part part, Optional<CodeSet> codes) {
  /** Yes, no and a reference look right although the code they were made from is not known. */
  private static final Set<FieldType> NOTHING_WITHOUT = Set.of(FieldType.BOOLEAN, FieldType.UUID);

  /**
   * The field's value, null where there is none.
   *
   * @param unknownCodes gets the field's name where a code was not known
   */
  Object value(Evaluation evaluation, List<String> unknownCodes) throws Rejection {
    Object value = Values.of(field.type(), part.value(evaluation), part.name());
    boolean unknown = evaluation.unknownCode();
    if (unknown) {
      evaluation.sayUnknown(part.name());
      if (NOTHING_WITHOUT.contains(field.type())) {
        value = null;
      }
    }
    if (value != null && codes.isPresent()) {
      Object known = known(value, codes.get(), evaluation);
      unknown |= known != value;
      value = known;
    }
    if (unknown && value == null && field.required()) {
      throw new Rejection(ErrorCode.UNKNOWN_CODE, part.name());
    }
    if (value == null && field.required()) {
      throw new Rejection(ErrorCode.MISSING_REQUIRED, part.name());
    }
    if (unknown) {
      unknownCodes.add(part.name());
    }
    return value;
  }

  /** {@code value} itself where all of it is in the set, what is left of it otherwise. */
  private Object known(Object value, CodeSet set, Evaluation evaluation) {
    if (value instanceof List<?> list) {
      List<?> known = list.stream().filter(code -> known(code, set, evaluation) != null).toList();
      return known.size() == list.size() ? value : known.isEmpty() ? null : known;
    }
    if (set.contains((String) value)) {
      return value;
    }
    evaluation.sayUnknown(part.name(), set.name(), (String) value);
    return null;
  }
}
