package io.hallpass.normalize.mapping;

import java.util.List;
import java.util.stream.Collectors;

/** A mapping or a crosswalk that cannot be used. Carries every problem of the file. */
public final class MappingException extends RuntimeException {
  private final transient List<Problem> problems;

  /**
   * One thing to mend.
   *
   * @param file as the caller named it
   * @param line from 1
   * @param resource the resource it is in, or ""
   * @param field the key of the file or {@code entity.field} it is about, or ""
   * @param message what is wrong and what would be right
   */
  public record Problem(String file, int line, String resource, String field, String message) {
    @Override
    public String toString() {
      String where =
          field.isEmpty() ? resource : resource.isEmpty() ? field : resource + ": " + field;
      return file + ":" + line + ": " + (where.isEmpty() ? "" : where + ": ") + message;
    }
  }

  MappingException(List<Problem> problems) {
    super(
        problems.stream()
            .map(Problem::toString)
            .collect(Collectors.joining(System.lineSeparator())));
    this.problems = List.copyOf(problems);
  }

  /** In the order of the lines. */
  public List<Problem> problems() {
    return problems;
  }
}
