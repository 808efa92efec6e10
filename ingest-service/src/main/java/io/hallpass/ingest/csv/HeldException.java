package io.hallpass.ingest.csv;

import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;

/** A file set of which nothing was sent, because it cannot be read whole. Says every reason. */
public final class HeldException extends ConnectException {
  private final transient List<String> problems;

  HeldException(String path, List<String> problems) {
    super(path + " is held, nothing of it was sent: " + String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line a problem, each naming a file and what would be right. */
  public List<String> problems() {
    return problems;
  }
}
