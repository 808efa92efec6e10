package io.hallpass.ingest.fileset;

import java.util.List;

/** A file set cannot be read whole, and so nothing of it is sent. Says every reason. */
public final class HeldException extends Exception {
  private final transient List<String> problems;

  /** A set that is held for these reasons, each as {@link #problems} wants it. */
  public HeldException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line a problem, each naming a file and what would be right; never a value. */
  public List<String> problems() {
    return problems;
  }
}
