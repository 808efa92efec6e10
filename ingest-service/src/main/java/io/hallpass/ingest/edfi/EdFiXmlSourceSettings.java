package io.hallpass.ingest.edfi;

import io.hallpass.ingest.fileset.FileSetSettings;
import io.hallpass.ingest.fileset.Format;
import io.hallpass.ingest.row.RowColumns;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything a source of Ed-Fi interchanges needs to know. {@code apply} makes one from a
 * district's files and turns it into a connector's configuration; the connector reads it back.
 *
 * @param files where sets are and when they are taken
 * @param resources what is collected, by the local names of elements, in the order in which they
 *     are counted; columns are paths, see {@link io.hallpass.ingest.tree.TreePath}
 * @param namespaces those that the files' root elements may have, see {@link Namespaces}; empty for
 *     any
 */
public record EdFiXmlSourceSettings(
    FileSetSettings files, Map<String, RowColumns> resources, List<String> namespaces) {
  public EdFiXmlSourceSettings {
    resources = Collections.unmodifiableMap(new LinkedHashMap<>(resources));
    namespaces = List.copyOf(namespaces);
  }

  /** The same, with sets elsewhere or taken at other times. */
  public EdFiXmlSourceSettings withFiles(FileSetSettings other) {
    return new EdFiXmlSourceSettings(other, resources, namespaces);
  }

  /** How its sets are read. */
  public Format sets() {
    return new InterchangeFormat(this);
  }

  /** The connector's configuration, as Connect's REST interface takes it. */
  public Map<String, String> connectorConfig() {
    return EdFiXmlSourceConfig.write(this);
  }
}
