package io.hallpass.cli.apply;

import io.hallpass.cli.district.District;
import io.hallpass.cli.source.Source;
import io.hallpass.cli.source.SourceSettings;
import io.hallpass.normalize.mapping.Mapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What must be done in vendors' systems before their connectors can run. */
final class Preparations {
  private Preparations() {}

  /** The statements by source; what stands in the way goes to {@code problems}. */
  static Map<String, List<String>> of(
      District district, Map<String, Mapping> mappings, List<String> problems) {
    Map<String, List<String>> statements = new TreeMap<>();
    for (Source source : district.sources()) {
      List<String> found = new ArrayList<>();
      List<String> needed =
          source
              .settings()
              .preparation(place(district), source, mappings.get(source.name()), found);
      found.forEach(problem -> problems.add(source.file() + ": " + problem));
      if (!needed.isEmpty()) {
        statements.put(source.name(), needed);
      }
    }
    return statements;
  }

  /** Runs them for these sources. */
  static void run(District district, Map<String, Mapping> mappings, Collection<String> names) {
    for (Source source : district.sources()) {
      if (names.contains(source.name())) {
        source.settings().prepare(place(district), source, mappings.get(source.name()));
      }
    }
  }

  private static SourceSettings.Place place(District district) {
    return new SourceSettings.Place(district.name(), district.partitions(), district.timeZone());
  }
}
