package io.hallpass.cli.drift;

import io.hallpass.ingest.rest.RestException;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.rest.RestSample;
import io.hallpass.ingest.rest.RestSettings;
import io.hallpass.normalize.mapping.Mapping;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The columns of the first rows of an API's resources, asked for as its connector asks. */
final class ApiColumns {
  private ApiColumns() {}

  /**
   * Looks at each resource that is read.
   *
   * @param problems why some were not looked at
   */
  static Map<String, ColumnDrift> of(
      RestSettings settings, Mapping mapping, List<String> problems) {
    RestSample sample = new RestSample(settings);
    Map<String, ColumnDrift> drift = new TreeMap<>();
    for (RestResource resource : settings.resources()) {
      JsonPaths paths = new JsonPaths();
      try {
        int rows = sample.rows(resource, paths::row);
        mapping
            .resource(resource.name())
            .map(one -> rows == 0 ? ColumnDrift.absent() : paths.against(one))
            .ifPresent(found -> drift.put(resource.name(), found));
      } catch (RestException e) {
        if (e instanceof RestException.Refused refused && refused.unknown()) {
          drift.put(resource.name(), ColumnDrift.absent());
          continue;
        }
        if (problems.contains(e.getMessage())) {
          // Not of this resource, then, but of all.
          return drift;
        }
        problems.add(e.getMessage());
        if (e instanceof RestException.Away) {
          return drift;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
    return drift;
  }
}
