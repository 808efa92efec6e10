package io.hallpass.normalize.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Collects the problems of one file. */
final class Problems {
  private final String file;
  private final List<MappingException.Problem> found = new ArrayList<>();
  private String resource = "";

  Problems(String file) {
    this.file = file;
  }

  /** What follows is about this resource. */
  void enter(String resourceName) {
    resource = resourceName;
  }

  void add(int line, String field, String message) {
    found.add(new MappingException.Problem(file, line, resource, field, message));
  }

  int count() {
    return found.size();
  }

  /** Throws everything found, in the order of the lines, if anything was. */
  void throwIfAny() {
    if (!found.isEmpty()) {
      found.sort(Comparator.comparingInt(MappingException.Problem::line));
      throw new MappingException(found);
    }
  }

  /** For "there are: …". */
  static String list(Collection<String> names) {
    return names.stream().sorted().collect(Collectors.joining(", "));
  }
}
