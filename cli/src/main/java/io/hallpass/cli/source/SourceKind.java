package io.hallpass.cli.source;

import io.hallpass.runtime.config.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the rows of a source come: what its file may say, and how that is read. A new kind is a class
 * and a line in {@link #ALL}.
 */
public interface SourceKind {
  /** Every kind, in the order in which they are named to people. */
  List<SourceKind> ALL =
      List.of(
          CsvFiles.CSV,
          CsvFiles.ONEROSTER,
          EdFiFiles.KIND,
          PostgresCdcSource.KIND,
          JdbcQuerySource.KIND,
          VendorTopic.KIND,
          OneRosterApi.KIND,
          EdFiApi.KIND);

  /** As it stands in a source's file. */
  String text();

  /** Keys a source of this kind must have, besides those of every source. */
  Set<String> required();

  /** Keys it may have. */
  Set<String> optional();

  /**
   * Reads what the kind wants to know.
   *
   * @param entries of the source's file; missing required ones were reported and are absent
   * @param dir the district's folder, to which paths are relative
   * @return empty, with problems, where the entries cannot be used
   */
  Optional<SourceSettings> read(Map<String, YamlNode> entries, Path dir);

  /** The kind written so. */
  static Optional<SourceKind> of(String text) {
    return ALL.stream().filter(kind -> kind.text().equals(text)).findFirst();
  }
}
