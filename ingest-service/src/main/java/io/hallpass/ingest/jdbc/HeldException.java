package io.hallpass.ingest.jdbc;

import java.util.List;

/** The database cannot be read as it is, and so nothing of it is sent. Says every reason. */
public final class HeldException extends Exception {
  private final transient List<String> problems;

  HeldException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line a problem, naming a table or column and what would be right; never a value. */
  public List<String> problems() {
    return problems;
  }
}
