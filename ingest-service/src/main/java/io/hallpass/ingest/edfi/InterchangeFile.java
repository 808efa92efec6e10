package io.hallpass.ingest.edfi;

import io.hallpass.ingest.fileset.FileRows;
import io.hallpass.ingest.fileset.FileSet;
import io.hallpass.ingest.fileset.PlannedFile;
import io.hallpass.ingest.tree.TreePath;
import io.hallpass.ingest.tree.TreeRows;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A file to read.
 *
 * @param path as {@link FileSet#open} wants it
 * @param resources what is read of it
 * @param settings say how
 */
record InterchangeFile(String path, Set<String> resources, EdFiXmlSourceSettings settings)
    implements PlannedFile {
  InterchangeFile {
    resources = Set.copyOf(resources);
  }

  @Override
  public boolean readToItsEnd() {
    return true;
  }

  @Override
  public FileRows open(FileSet set) throws IOException {
    return InterchangeFileRows.of(this, set);
  }

  /** Where the columns begin that are looked at before a set is sent, by resource. */
  private Map<String, Set<String>> watched() {
    Map<String, Set<String>> roots = new HashMap<>();
    for (String resource : resources) {
      roots.put(
          resource,
          settings.files().intake().watched(resource).columns().stream()
              .flatMap(column -> TreePath.of(column).roots().stream())
              .collect(Collectors.toSet()));
    }
    return roots;
  }

  /**
   * A reader of its elements.
   *
   * @throws InterchangeException where it is no interchange, or one of another version
   */
  InterchangeReader reader(FileSet set) throws IOException {
    Map<String, TreeRows> rows = new LinkedHashMap<>();
    settings
        .resources()
        .forEach(
            (name, columns) -> {
              if (resources.contains(name)) {
                rows.put(name, new TreeRows(columns));
              }
            });
    InterchangeReader reader =
        new InterchangeReader(FileSet.name(path), set.open(path), rows, watched());
    if (!Namespaces.has(settings.namespaces(), reader.namespace())) {
      String problem = Namespaces.problem(settings.namespaces(), reader.namespace());
      String at = reader.at();
      reader.close();
      throw new InterchangeException(at, problem);
    }
    return reader;
  }
}
