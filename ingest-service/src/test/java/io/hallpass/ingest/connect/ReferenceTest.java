package io.hallpass.ingest.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.cdc.PostgresCdcConfig;
import io.hallpass.ingest.csv.CsvSourceConfig;
import io.hallpass.ingest.edfi.EdFiXmlSourceConfig;
import io.hallpass.ingest.edfirest.EdFiRestConfig;
import io.hallpass.ingest.jdbc.JdbcSourceConfig;
import io.hallpass.ingest.onerosterrest.OneRosterRestConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferenceTest {
  private static final Path FOLDER = Path.of("..", "docs", "reference");

  private static final Map<String, String> PAGES =
      Map.of(
          "csv-source.md",
          Reference.page(
              "CSV source",
              "`io.hallpass.ingest.csv.CsvSourceConnector`, kinds `csv` and `oneroster-csv`: reads"
                  + " the files of a folder or a zip.",
              CsvSourceConfig.definition()),
          "edfi-xml-source.md",
          Reference.page(
              "Ed-Fi XML source",
              "`io.hallpass.ingest.edfi.EdFiXmlSourceConnector`, kind `edfi-xml`: reads the"
                  + " interchanges of a folder or a zip.",
              EdFiXmlSourceConfig.definition()),
          "jdbc-source.md",
          Reference.page(
              "JDBC source",
              "`io.hallpass.ingest.jdbc.JdbcSourceConnector`, kind `jdbc-query`: asks a database for"
                  + " rows that changed and, from time to time, for all of them.",
              JdbcSourceConfig.definition()),
          "postgres-cdc-source.md",
          Reference.page(
              "PostgreSQL source",
              "`io.hallpass.ingest.cdc.PostgresCdcSourceConnector`, kind `postgres-cdc`: follows a"
                  + " database through its write-ahead log.",
              PostgresCdcConfig.definition()),
          "oneroster-rest-source.md",
          Reference.page(
              "OneRoster API source",
              "`io.hallpass.ingest.onerosterrest.OneRosterRestSourceConnector`, kind"
                  + " `oneroster-rest`: reads a OneRoster API, version 1.1 or 1.2.",
              OneRosterRestConfig.definition()),
          "edfi-rest-source.md",
          Reference.page(
              "Ed-Fi API source",
              "`io.hallpass.ingest.edfirest.EdFiRestSourceConnector`, kind `edfi-rest`: reads an"
                  + " Ed-Fi ODS/API, versions 5.3 to 7.",
              EdFiRestConfig.definition()));

  @Test
  void referenceIsCurrent() throws Exception {
    for (Map.Entry<String, String> page : PAGES.entrySet()) {
      Path file = FOLDER.resolve(page.getKey());
      if (Boolean.getBoolean("hallpass.docs.write")) {
        Files.writeString(file, page.getValue());
      }
      assertThat(file)
          .as(
              "make it anew: mvn -pl ingest-service test -Dtest=ReferenceTest -Dhallpass.docs.write=true")
          .content(StandardCharsets.UTF_8)
          .isEqualTo(page.getValue());
    }
  }
}
