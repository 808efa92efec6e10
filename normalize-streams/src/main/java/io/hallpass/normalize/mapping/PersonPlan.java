package io.hallpass.normalize.mapping;

import io.hallpass.runtime.topics.ErrorCode;
import io.hallpass.runtime.topics.Names;
import java.util.ArrayList;
import java.util.List;

/**
 * How a row names a person.
 *
 * @param system a constant mostly
 * @param value the person's id in that system
 * @param also the same person in other systems
 */
record PersonPlan(Part system, Part value, List<PersonPlan> also) {

  /** {@code system:value}. */
  String name(Evaluation evaluation) throws Rejection {
    String name = find(evaluation);
    if (name == null) {
      throw new Rejection(ErrorCode.MISSING_PERSON, value.name());
    }
    return name;
  }

  /** Those of the other names that the row has. */
  List<String> others(Evaluation evaluation) throws Rejection {
    List<String> names = new ArrayList<>(also.size());
    for (PersonPlan other : also) {
      String name = other.find(evaluation);
      if (name != null) {
        names.add(name);
      }
    }
    return names;
  }

  /**
   * Null where the row does not say it: all blank ids would be one person. A system's name has no
   * colon, so the two parts cannot run into each other.
   */
  private String find(Evaluation evaluation) throws Rejection {
    String id = known(value, evaluation);
    String in = known(system, evaluation);
    return id.isBlank() || !Names.valid(in) ? null : in + ":" + id;
  }

  /** What is left of a name without a code that nobody knows may be another person's. */
  private static String known(Part part, Evaluation evaluation) throws Rejection {
    String text = part.text(evaluation);
    if (evaluation.unknownCode()) {
      throw new Rejection(ErrorCode.UNKNOWN_CODE, part.name());
    }
    return text;
  }
}
