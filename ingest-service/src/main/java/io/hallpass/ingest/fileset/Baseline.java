package io.hallpass.ingest.fileset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a resource of a set is compared with: the last archived set that has it whole, and the
 * changes of those behind it.
 *
 * @param layers the whole set first
 * @param keysOnly whether one of them lacks a column that is collected now, so that only keys can
 *     be compared
 */
record Baseline(List<Layer> layers, boolean keysOnly) {
  /** The files of one set. */
  record Layer(Path set, List<PlannedFile> files) {}

  Baseline {
    layers = List.copyOf(layers);
  }

  /**
   * Looks for it; empty where no archived set has the resource whole.
   *
   * @param archived sets that were taken, the oldest first
   * @throws HeldException where it can no longer be read, not even its keys, as it is mapped now
   */
  static Optional<Baseline> of(String resource, List<Path> archived, Format format)
      throws IOException, HeldException {
    Deque<Layer> layers = new ArrayDeque<>();
    boolean keysOnly = false;
    for (int i = archived.size() - 1; i >= 0; i--) {
      Path path = archived.get(i);
      try (FileSet set = FileSet.at(path)) {
        SetPlan plan;
        Format then = Archive.format(path, format);
        try {
          plan = then.plan(set, Set.of(resource));
        } catch (HeldException e) {
          keysOnly = true;
          plan = then.keysOnly().orElseThrow(() -> e).plan(set, Set.of(resource));
        }
        SetPlan.Extent extent = plan.extents().get(resource);
        if (extent == SetPlan.Extent.UNREADABLE) {
          throw new HeldException(List.of("not all of it can be read"));
        }
        if (extent != null) {
          layers.addFirst(new Layer(path, plan.files(resource)));
        }
        if (extent == SetPlan.Extent.WHOLE) {
          return Optional.of(new Baseline(List.copyOf(layers), keysOnly));
        }
      }
    }
    return Optional.empty();
  }
}
