package io.hallpass.ingest.fileset;

import io.hallpass.ingest.fileset.SetPlan.Extent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * What can be read of a set that will not do: each resource with consents by itself, for a denial
 * in a good file must not wait until a bad one is mended.
 */
final class HeldConsents {
  private HeldConsents() {}

  /** Nothing can be read. */
  static SetPlan none(Set<String> resources) {
    Map<String, Extent> extents = new HashMap<>();
    resources.forEach(resource -> extents.put(resource, Extent.UNREADABLE));
    return new SetPlan(List.of(), extents);
  }

  /**
   * What can be read.
   *
   * @param resources with consents
   * @param damaged files that are not what the zip says
   */
  static SetPlan plan(FileSet set, Format format, Set<String> resources, Set<String> damaged)
      throws IOException {
    List<PlannedFile> files = new ArrayList<>();
    Map<String, Extent> extents = new HashMap<>();
    for (String resource : format.resources()) {
      if (!resources.contains(resource)) {
        continue;
      }
      Set<String> one = Set.of(resource);
      SetPlan plan = none(one);
      if (Collections.disjoint(format.paths(set, one), damaged)) {
        try {
          plan = format.plan(set, one);
        } catch (HeldException | ZipException e) {
          // It stays unreadable; why is said of the set as a whole.
        }
      }
      files.addAll(plan.files());
      extents.putAll(plan.extents());
    }
    return new SetPlan(files, extents);
  }
}
