package io.hallpass.cli.drift;

import io.hallpass.normalize.mapping.ResourceMapping;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the columns of one resource differ from those its mapping names.
 *
 * @param unmapped columns that no mapping names, as far as they may be said
 * @param unsaid how many more there are
 * @param vanished columns that the mapping names and the source does not have
 * @param there whether the source has the resource at all
 */
public record ColumnDrift(Set<String> unmapped, int unsaid, Set<String> vanished, boolean there) {

  /** Of a resource that is not there. */
  static ColumnDrift absent() {
    return new ColumnDrift(Set.of(), 0, Set.of(), false);
  }

  /**
   * Of a resource with these columns. A file whose first line lacks the key may have no header but
   * a person there, so then no name is said.
   */
  static ColumnDrift of(ResourceMapping mapping, Collection<String> columns) {
    Set<String> unmapped = new TreeSet<>(columns);
    mapping.columns().forEach(unmapped::remove);
    boolean named = new HashSet<>(columns).containsAll(mapping.key());
    return new ColumnDrift(
        named ? unmapped : Set.of(),
        named ? 0 : unmapped.size(),
        missing(mapping.columns(), columns),
        true);
  }

  /** Of rows in which names stand beside values: only names that many rows have are said. */
  static ColumnDrift ofRows(ResourceMapping mapping, Set<String> often, Set<String> seldom) {
    Set<String> unmapped = new TreeSet<>(often);
    mapping.columns().forEach(unmapped::remove);
    Set<String> unsaid = new TreeSet<>(seldom);
    mapping.columns().forEach(unsaid::remove);
    Set<String> seen = new HashSet<>(often);
    seen.addAll(seldom);
    return new ColumnDrift(unmapped, unsaid.size(), missing(mapping.columns(), seen), true);
  }

  private static Set<String> missing(List<String> mapped, Collection<String> columns) {
    Set<String> missing = new TreeSet<>(mapped);
    columns.forEach(missing::remove);
    return missing;
  }

  /** Whether nothing differs. */
  public boolean none() {
    return there && unmapped.isEmpty() && unsaid == 0 && vanished.isEmpty();
  }
}
