package io.hallpass.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.StandardMappings;
import io.hallpass.runtime.config.Problems;
import io.hallpass.schemas.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvFilesTest {
  private static final String MAPPING =
      """
      resources:
        orgs:
          key: [sourcedId]
          emit:
            - { entity: org, id: row.sourcedId, fields: { name: row.name } }
      """;

  @TempDir private Path dir;

  /** The version that the connector of a source with this mapping is told. */
  private String version(String mapping, String more) throws IOException {
    Files.createDirectories(dir.resolve("sources"));
    Files.createDirectories(dir.resolve("mappings"));
    Files.writeString(dir.resolve("mappings/ours-1.1.yaml"), "mapping: ours-1.1\n" + MAPPING);
    Files.writeString(
        dir.resolve("sources/roster.yaml"),
        "kind: oneroster-csv\npath: files\nmapping: " + mapping + "\n" + more);
    Problems problems = new Problems();
    Source source = new SourceReader(new Folder(dir, problems)).readAll().get(0);
    Mapping read =
        Mapping.load(
            mapping, source.mappingText(), Catalogue.load(), StandardMappings.crosswalks());
    Map<String, String> connector =
        source
            .settings()
            .connector(new SourceSettings.Place("everett", 1), source, read)
            .orElseThrow();
    assertThat(problems.lines()).isEmpty();
    return connector.get("oneroster.version");
  }

  @Test
  void aStandardMappingIsForOneVersion() throws IOException {
    assertThat(version("oneroster-1.1-csv", "")).isEqualTo("1.1");
    assertThat(version("oneroster-1.2-csv", "")).isEqualTo("1.2");
  }

  @Test
  void aMappingOfTheDistrictIsForAnyVersionWhateverItsName() throws IOException {
    assertThat(version("ours-1.1", "")).isEqualTo("any");
  }

  @Test
  void theVersionThatTheSourceStatesCounts() throws IOException {
    assertThat(version("ours-1.1", "version: 1.2\n")).isEqualTo("1.2");
    assertThat(version("oneroster-1.1-csv", "version: '1.2'\n")).isEqualTo("1.2");
  }
}
