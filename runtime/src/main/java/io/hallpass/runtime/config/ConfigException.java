package io.hallpass.runtime.config;

import java.util.List;

/** Configuration that cannot be used. Carries every problem, each naming file and key. */
public final class ConfigException extends RuntimeException {
  private final transient List<String> problems;

  public ConfigException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** One line a problem. */
  public List<String> problems() {
    return problems;
  }
}
