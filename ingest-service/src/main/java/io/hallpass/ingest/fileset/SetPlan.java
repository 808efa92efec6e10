package io.hallpass.ingest.fileset;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What will be read of a file set. Made before a single row is sent, so that a set is read whole or
 * not at all.
 *
 * @param files in the order in which they are read
 * @param extents how much each resource says that is part of the set; one that is not listed is
 *     neither read nor ended
 */
public record SetPlan(List<? extends PlannedFile> files, Map<String, Extent> extents) {
  /** How much the files say of a resource. */
  public enum Extent {
    /** All of its rows: those that are not there are gone. */
    WHOLE,
    /** Rows that changed: nothing is known of the others. */
    CHANGES,
    /** Not all of them can be read; of a held set only. */
    UNREADABLE
  }

  public SetPlan {
    files = List.copyOf(files);
    extents = Map.copyOf(extents);
  }

  /** Whether nothing that {@code earlier} says is left once this set was taken. */
  boolean covers(SetPlan earlier) {
    return earlier.extents.keySet().stream().allMatch(r -> extents.get(r) == Extent.WHOLE);
  }

  /** The files that may hold rows of a resource. */
  List<PlannedFile> files(String resource) {
    return files.stream()
        .filter(file -> file.resources().contains(resource))
        .map(PlannedFile.class::cast)
        .toList();
  }

  /** Whether it has all rows of all that is part of it. */
  boolean whole() {
    return !extents.containsValue(Extent.CHANGES);
  }

  /** The resources of which not all can be read. */
  Set<String> unreadable() {
    return extents.keySet().stream()
        .filter(resource -> extents.get(resource) == Extent.UNREADABLE)
        .collect(Collectors.toSet());
  }

  /** What it says of these resources. */
  SetPlan only(Set<String> resources) {
    Map<String, Extent> some = new HashMap<>(extents);
    some.keySet().retainAll(resources);
    return new SetPlan(
        files.stream().filter(file -> !Collections.disjoint(file.resources(), resources)).toList(),
        some);
  }
}
