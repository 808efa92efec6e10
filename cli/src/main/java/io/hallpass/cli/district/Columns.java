package io.hallpass.cli.district;

import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.runtime.config.Problems;
import java.util.List;
import java.util.Map;

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
      if (source.kind().files() && mapping != null && source.path().isPresent()) {
        check(source, mapping, problems);
      }
    }
  }

  private static void check(Source source, Mapping mapping, Problems problems) {
    Map<String, List<String>> headers;
    try {
      headers = FileHeaders.of(source.path().orElseThrow());
    } catch (FileHeaders.UnreadableException e) {
      problems.add(e.file(), 0, "", e.getMessage());
      return;
    }
    for (ResourceMapping resource : mapping.resources()) {
      List<String> header = headers.get(resource.file());
      if (header == null) {
        if (source.kind() == SourceKind.CSV) {
          problems.add(
              source.path().orElseThrow().toString(), 0, "", "has no file " + resource.file());
        }
        continue;
      }
      for (String column : mapping.missingColumns(resource.name(), header)) {
        problems.add(
            source.path().orElseThrow() + "!" + resource.file(),
            1,
            column,
            "the mapping names this column and the file lacks it; it has " + header);
      }
    }
  }
}
