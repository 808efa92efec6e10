package io.hallpass.runtime.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of one or more files, so that people mend them in one go. */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  /**
   * One thing to mend.
   *
   * @param file as people know it
   * @param line from 1; 0 where it is about the file as a whole
   * @param place the key or name it is about, or ""
   * @param message what is wrong and what would be right
   */
  public record Problem(String file, int line, String place, String message) {
    @Override
    public String toString() {
      return file
          + (line > 0 ? ":" + line : "")
          + ": "
          + (place.isEmpty() ? "" : place + ": ")
          + message;
    }
  }

  /** Adds one. */
  public void add(String file, int line, String place, String message) {
    found.add(new Problem(file, line, place, message));
  }

  /** Whether there is none. */
  public boolean none() {
    return found.isEmpty();
  }

  /** A line each, by file and line. */
  public List<String> lines() {
    return found.stream()
        .sorted(Comparator.comparing(Problem::file).thenComparingInt(Problem::line))
        .map(Problem::toString)
        .distinct()
        .toList();
  }

  /**
   * Throws everything found, if anything was.
   *
   * @throws ConfigException with all of it
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigException(lines());
    }
  }
}
