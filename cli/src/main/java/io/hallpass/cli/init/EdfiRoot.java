package io.hallpass.cli.init;

import io.hallpass.ingest.edfi.InterchangeException;
import io.hallpass.ingest.edfi.InterchangeReader;
import io.hallpass.ingest.edfi.InterchangeSet;
import io.hallpass.ingest.edfi.Namespaces;
import io.hallpass.ingest.fileset.FileSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * The root element of an Ed-Fi interchange.
 *
 * @param interchange its local name
 * @param namespace which says the version
 */
record EdfiRoot(String interchange, String namespace) {
  /** The first of a folder's or zip's XML files that is an interchange, if one is. */
  static Optional<EdfiRoot> find(Path path) throws IOException {
    try (FileSet set = FileSet.at(path)) {
      for (String file : InterchangeSet.xml(set)) {
        try (InterchangeReader reader =
            new InterchangeReader(FileSet.name(file), set.open(file), Map.of())) {
          return Optional.of(new EdfiRoot(reader.interchange(), reader.namespace()));
        } catch (InterchangeException e) {
          // What is no XML is no interchange; where another file is one, check says what is wrong.
          continue;
        }
      }
      return Optional.empty();
    } catch (ZipException e) {
      return Optional.empty();
    }
  }

  /** The standard mapping of its version, if there is one. */
  Optional<String> mapping() {
    if (Namespaces.has(List.of(Namespaces.V1), namespace)) {
      return Optional.of("edfi-xml-1.0");
    }
    if (Namespaces.has(List.of(Namespaces.V2), namespace)) {
      return Optional.of("edfi-xml-2.0");
    }
    return Namespaces.has(List.of(Namespaces.V5), namespace)
        ? Optional.of("edfi-xml-5")
        : Optional.empty();
  }
}
