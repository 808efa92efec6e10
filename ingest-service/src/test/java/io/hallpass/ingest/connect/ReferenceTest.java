package io.hallpass.ingest.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.cdc.PostgresCdcConfig;
import io.hallpass.ingest.csv.CsvSourceConfig;
import io.hallpass.ingest.jdbc.JdbcSourceConfig;
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
              PostgresCdcConfig.definition()));

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
