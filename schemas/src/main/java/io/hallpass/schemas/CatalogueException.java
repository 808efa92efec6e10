package io.hallpass.schemas;

import java.util.List;

/** The vocabulary breaks its own rules. Carries every problem, each naming schema and field. */
public final class CatalogueException extends RuntimeException {
  private final transient List<String> problems;

  CatalogueException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** One line a problem. */
  public List<String> problems() {
    return problems;
  }
}
