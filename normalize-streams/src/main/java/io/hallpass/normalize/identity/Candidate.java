package io.hallpass.normalize.identity;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A student that a person key may stand for, and how that is known.
 *
 * @param student the student
 * @param path the person keys along which the student was reached, the claiming one first, the
 *     registered one last; empty where the key itself is registered
 * @param held while two students become one, or one two: consents come to the student, other
 *     records wait until all consents have come
 * @param filed for whom consents are filed there: the student, or the duplicate that is merged into
 *     it and comes first along the path
 */
public record Candidate(UUID student, List<String> path, boolean held, UUID filed) {
  /** The shorter path first; among equals, any fixed order. */
  static final Comparator<Candidate> BY_PATH =
      Comparator.<Candidate>comparingInt(candidate -> candidate.path.size())
          .thenComparing(candidate -> String.join("\0", candidate.path));

  /** Checks and copies. */
  public Candidate {
    Objects.requireNonNull(student, "student");
    Objects.requireNonNull(filed, "filed");
    path = List.copyOf(path);
  }

  /** Without duplicates along the path. */
  public Candidate(UUID student, List<String> path, boolean held) {
    this(student, path, held, student);
  }

  /** One that is not held. */
  public Candidate(UUID student, List<String> path) {
    this(student, path, false);
  }

  /** Names no person key. */
  @Override
  public String toString() {
    return "Candidate[" + student + ", " + path.size() + "]";
  }
}
