package io.hallpass.ingest.csv;

import java.util.List;

/** A file set cannot be read whole, and so nothing of it is sent. Says every reason. */
final class HeldException extends Exception {
  private final transient List<String> problems;

  HeldException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line a problem, each naming a file and what would be right; never a value. */
  List<String> problems() {
    return problems;
  }
}
