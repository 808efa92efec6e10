package io.hallpass.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.StandardMappings;
import io.hallpass.runtime.config.Problems;
import io.hallpass.schemas.Catalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PostgresCdcSourceTest {
  private static final String MAPPING =
      """
      mapping: sis
      resources:
        rooms:
          key: [id]
          emit:
            - entity: org
              id: row.id
              fields: { name: row.name }
        forms:
          key: [form_no]
          emit:
            - entity: consent
              id: row.form_no
              person: { system: state, value: row.state_no }
              fields: { decision: "'DENY'", recipient: row.vendor, holderRole: "'parent'" }
      """;

  @TempDir private Path dir;

  @Test
  void theConnectorIsToldWhichTablesHoldConsents() throws Exception {
    Files.createDirectories(dir.resolve("sources"));
    Files.createDirectories(dir.resolve("mappings"));
    Files.writeString(dir.resolve("mappings/sis.yaml"), MAPPING);
    Files.writeString(
        dir.resolve("sources/sis.yaml"),
        """
        kind: postgres-cdc
        mapping: sis
        connection: { host: localhost, database: sis, user: hallpass, password: "${env:SIS}" }
        tables: { rooms: sis.rooms, forms: sis.forms }
        """);
    Problems problems = new Problems();
    Source source = new SourceReader(new Folder(dir, problems)).readAll().get(0);
    assertThat(problems.lines()).isEmpty();
    Mapping mapping =
        Mapping.load("sis", source.mappingText(), Catalogue.load(), StandardMappings.crosswalks());

    Map<String, String> config =
        source
            .settings()
            .connector(new SourceSettings.Place("everett", 2), source, mapping)
            .orElseThrow();

    assertThat(config).containsEntry("consent.resources", "forms");
  }
}
