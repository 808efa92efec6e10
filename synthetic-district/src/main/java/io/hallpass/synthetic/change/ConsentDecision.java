package io.hallpass.synthetic.change;

import java.util.List;

/**
 * A decision that somebody gives to {@code hallpass consent}.
 *
 * @param student index of the student
 * @param sourcedId the student in the roster (system {@code oneroster})
 * @param stateNo the student's state identifier (system {@code state})
 * @param recipient a recipient's name
 * @param decision {@code GRANT}, {@code DENY} or {@code REVOKE}
 * @param categories names of data categories, or {@code *}
 */
public record ConsentDecision(
    int student,
    String sourcedId,
    String stateNo,
    String recipient,
    String decision,
    List<String> categories) {
  public ConsentDecision {
    categories = List.copyOf(categories);
  }
}
