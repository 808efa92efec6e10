package io.hallpass.cli.district;

import io.hallpass.cli.source.Source;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.runtime.config.Problems;

/** Looks into file sources for the files and columns that mappings name. */
public final class Columns {
  private Columns() {}

  /**
   * Adds a problem for each file that is missing or cannot be read, and each column that is not
   * there.
   */
  public static void check(CheckedDistrict checked, Problems problems) {
    for (Source source : checked.district().sources()) {
      Mapping mapping = checked.mappings().get(source.name());
      if (mapping != null) {
        source.settings().look(source, mapping, problems);
      }
    }
  }
}
