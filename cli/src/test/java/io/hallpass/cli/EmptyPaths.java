package io.hallpass.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.ResourceMapping;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Columns that a mapping names and that have no value in any row of a sample: misspelt, or not in
 * the sample. Those that the sample lacks stand in a file beside the tests, under the reason why.
 */
public final class EmptyPaths {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> ROW = new TypeReference<>() {};

  private EmptyPaths() {}

  /**
   * As {@code resource column}; of a resource without rows the resource alone.
   *
   * @param rows as JSON, by resource
   */
  public static Set<String> of(Mapping mapping, Map<String, List<String>> rows) throws IOException {
    Set<String> empty = new TreeSet<>();
    for (ResourceMapping resource : mapping.resources()) {
      List<String> found = rows.getOrDefault(resource.name(), List.of());
      if (found.isEmpty()) {
        empty.add(resource.name());
        continue;
      }
      Set<String> columns = new TreeSet<>(resource.columns());
      for (String row : found) {
        JSON.readValue(row, ROW)
            .forEach(
                (column, text) -> {
                  if (text != null && !text.isEmpty()) {
                    columns.remove(column);
                  }
                });
      }
      columns.forEach(column -> empty.add(resource.name() + " " + column));
    }
    return empty;
  }

  /** What stands in {@code empty/<name>.txt}, without the lines that say why. */
  public static Set<String> explained(String name) throws IOException {
    try (InputStream in = EmptyPaths.class.getResourceAsStream("/empty/" + name + ".txt")) {
      Set<String> lines = new TreeSet<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(lines::add);
      return lines;
    }
  }
}
