package io.hallpass.cli.drift;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpass.ingest.tree.TreePath;
import io.hallpass.normalize.mapping.ResourceMapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The ways to the values of rows that name their columns one by one: {@code school/sourcedId}.
 * Takes names alone. A name in a row may be anything, so it counts by how many rows have it.
 */
final class JsonPaths {
  /** A row has some dozens; names without end are no names. */
  private static final int MOST = 10_000;

  private final Map<String, Long> inRows = new HashMap<>();
  private final Set<String> values = new TreeSet<>();
  private final Set<String> nothing = new TreeSet<>();

  /** Takes the names of one more row. */
  void row(JsonNode row) {
    Set<String> all = new TreeSet<>();
    walk(row, "", all);
    for (String path : all) {
      if (inRows.size() < MOST || inRows.containsKey(path)) {
        inRows.merge(path, 1L, Long::sum);
      }
    }
  }

  private void walk(JsonNode node, String path, Set<String> all) {
    if (!path.isEmpty()) {
      all.add(path);
    }
    if (node.isArray()) {
      node.forEach(element -> walk(element, path, all));
    }
    node.properties()
        .forEach(
            field ->
                walk(
                    field.getValue(),
                    path.isEmpty() ? field.getKey() : path + "/" + field.getKey(),
                    all));
    Set<String> ends = node.isValueNode() && !node.isNull() ? values : nothing;
    if (node.isEmpty() && !path.isEmpty() && ends.size() < MOST) {
      ends.add(path);
    }
  }

  /**
   * How they differ from the columns of a mapping. Of what nobody maps the whole is named, and not
   * each part; a list or object that was empty in every row may hold what is mapped.
   */
  ColumnDrift against(ResourceMapping mapping) {
    Set<String> mapped = new TreeSet<>();
    Set<String> vanished = new TreeSet<>();
    for (String column : mapping.columns()) {
      TreePath path = TreePath.of(column);
      mapped.addAll(path.looksAt());
      if (path.plainWays().stream().noneMatch(this::there)) {
        vanished.add(column);
      }
    }
    Set<String> unmapped = new TreeSet<>();
    int unsaid = 0;
    for (String path : unmapped(mapped)) {
      if (inRows.getOrDefault(path, 0L) >= CodeDrift.ENOUGH) {
        unmapped.add(path);
      } else {
        unsaid++;
      }
    }
    return new ColumnDrift(unmapped, unsaid, vanished, true);
  }

  private boolean there(String way) {
    return way.isEmpty()
        || values.contains(way)
        || nothing.stream().anyMatch(end -> within(way, end));
  }

  private Set<String> unmapped(Set<String> mapped) {
    Set<String> unmapped = new TreeSet<>();
    Set<String> ends = new TreeSet<>(values);
    ends.addAll(nothing);
    for (String end : ends) {
      List<String> names = List.of(end.split("/"));
      for (int i = 1; i <= names.size(); i++) {
        String part = String.join("/", names.subList(0, i));
        if (mapped.stream().noneMatch(path -> within(path, part))) {
          unmapped.add(part);
          break;
        }
      }
    }
    return unmapped;
  }

  /** Whether a path is this one or leads through it. */
  private static boolean within(String path, String through) {
    return path.equals(through) || path.startsWith(through + "/");
  }
}
