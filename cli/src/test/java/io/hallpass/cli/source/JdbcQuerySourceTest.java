package io.hallpass.cli.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.cli.spine.Wait;
import io.hallpass.ingest.jdbc.JdbcSourceTask;
import io.hallpass.normalize.mapping.Emission;
import io.hallpass.normalize.mapping.MapResult;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.RecordIds;
import io.hallpass.normalize.mapping.Row;
import io.hallpass.normalize.mapping.StandardMappings;
import io.hallpass.runtime.config.Problems;
import io.hallpass.schemas.Catalogue;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JdbcQuerySourceTest {
  private static final String MAPPING =
      """
      mapping: forms
      resources:
        forms:
          key: [form_no]
          emit:
            - entity: consent
              id: row.form_no
              person: { system: state, value: row.state_no }
              fields:
                decision: "'DENY'"
                recipient: row.vendor
                decidedAt: row.signed_at
                holderRole: "'parent'"
      """;

  private static EmbeddedPostgres sis;

  @TempDir private Path dir;

  @BeforeAll
  static void start() throws Exception {
    sis = started();
    try (Connection connection = sis.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE forms (form_no int PRIMARY KEY, state_no text, vendor text,"
              + " signed_at timestamptz, ssn text)");
      statement.execute(
          "INSERT INTO forms VALUES (7, '1234567', 'mathpath', '2026-09-01 08:00+02', 'CANARY')");
    }
  }

  private static EmbeddedPostgres started() throws IOException {
    try {
      return server().start();
    } catch (IOException e) {
      // Its port is chosen long before it listens there, and another may have come first.
      return server().start();
    }
  }

  private static EmbeddedPostgres.Builder server() {
    return EmbeddedPostgres.builder()
        .setPGStartupWait(Wait.LONGEST)
        .setServerConfig("fsync", "off");
  }

  @AfterAll
  static void stop() throws Exception {
    sis.close();
  }

  private static String url() {
    return "jdbc:postgresql://localhost:" + sis.getPort() + "/postgres";
  }

  private Source source(String yaml, Problems problems) throws Exception {
    Files.writeString(dir.resolve("secrets"), "sis=secret\n");
    Files.createDirectories(dir.resolve("sources"));
    Files.createDirectories(dir.resolve("mappings"));
    Files.writeString(dir.resolve("mappings/forms.yaml"), MAPPING);
    Files.writeString(
        dir.resolve("sources/sis.yaml"),
        "kind: jdbc-query\nmapping: forms\nuser: postgres\npassword: ${file:"
            + dir.resolve("secrets")
            + ":sis}\n"
            + yaml);
    return new SourceReader(new Folder(dir, problems)).readAll().get(0);
  }

  private static Mapping mapping(Source source) {
    return Mapping.load(
        "forms", source.mappingText(), Catalogue.load(), StandardMappings.crosswalks());
  }

  private List<String> preparation(String yaml) throws Exception {
    Problems read = new Problems();
    Source source = source(yaml, read);
    assertThat(read.lines()).isEmpty();
    List<String> problems = new ArrayList<>();
    List<String> statements =
        source
            .settings()
            .preparation(new SourceSettings.Place("everett", 2), source, mapping(source), problems);
    assertThat(statements).isEmpty();
    return problems;
  }

  @Test
  void aDatabaseIsLookedAtBeforeItsConnectorIsMade() throws Exception {
    assertThat(preparation("url: " + url() + "\ntables: { forms: public.forms }\n")).isEmpty();
    assertThat(
            preparation(
                "url: "
                    + url()
                    + "\nqueries: { forms: SELECT form_no AS no FROM forms }\n"
                    + "changedColumn: { forms: signed_at }\n"))
        .contains(
            "query forms: column 'form_no' is missing",
            "query forms: column 'signed_at' is missing");
    assertThat(preparation("url: jdbc:postgresql://localhost:1/x\ntables: { forms: forms }\n"))
        .containsExactly("url: the database cannot be reached (SQLSTATE 08001)");
  }

  @Test
  void everythingThatCannotBeUsedIsSaidAtOnce() throws Exception {
    Problems problems = new Problems();
    Source source =
        source(
            "url: postgresql://u:CANARY@db/x\ntables: { forms: a.b.c, other: x.y }\n"
                + "changedColumn: { nobody: at }\npollEvery: often\nfullEvery: 0d\noverlap: 99d\n"
                + "intake: { gone: 101, small: 7 }\n",
            problems);
    source.settings().check(source, mapping(source), problems);

    assertThat(problems.lines())
        .anyMatch(line -> line.contains("sis.yaml:5: url: must be a JDBC URL"))
        .anyMatch(line -> line.contains("sis.yaml:5: url: must not hold user or password"))
        .anyMatch(line -> line.contains("resource 'forms': table must be schema.table"))
        .anyMatch(line -> line.contains("tables.other: is no resource of the mapping"))
        .anyMatch(line -> line.contains("changedColumn.nobody: is no resource of the mapping"))
        .anyMatch(line -> line.contains("pollEvery: must be a time of at most 1d"))
        .anyMatch(line -> line.contains("fullEvery: must be a time of at most 400d"))
        .anyMatch(line -> line.contains("overlap: must be a time of at most 30d"))
        .anyMatch(line -> line.contains("intake.gone"))
        .anyMatch(line -> line.contains("intake.small"))
        .noneMatch(line -> line.contains("CANARY"));
  }

  @Test
  void aTableOfFormsBecomesConsents() throws Exception {
    Source source =
        source(
            "url: "
                + url()
                + "\ntables: { forms: public.forms }\nfullEvery: 12h\nintake: { gone: 5 }\n",
            new Problems());
    Mapping mapping = mapping(source);
    Map<String, String> config =
        source
            .settings()
            .connector(new SourceSettings.Place("everett", 2), source, mapping)
            .orElseThrow();

    List<SourceRecord> records = taken(config);

    assertThat(config)
        .containsEntry("full.interval.ms", "43200000")
        .containsEntry("intake.gone.percent", "5")
        .containsEntry("consent.resources", "forms");
    assertThat(config.get("jdbc.password")).startsWith("${file:");
    List<SourceRecord> rows = records.stream().filter(record -> record.key() != null).toList();
    String row = new String((byte[]) rows.get(0).value(), UTF_8);
    assertThat(row).contains("2026-09-01T06:00:00Z").doesNotContain("CANARY");
    Map<String, String> columns = new ObjectMapper().readValue(row, new TypeReference<>() {});
    MapResult result =
        mapping
            .resource("forms")
            .orElseThrow()
            .map(Row.of(columns), "sis", new RecordIds("sixteen bytes at least".getBytes(UTF_8)));
    assertThat(((MapResult.Mapped) result).emissions())
        .singleElement()
        .isInstanceOfSatisfying(
            Emission.Record.class,
            record -> {
              assertThat(record.consent()).isTrue();
              assertThat(record.withholds()).isTrue();
              assertThat(record.person()).isEqualTo("state:1234567");
            });
  }

  /** What the connector's task sends of the first pass. */
  private static List<SourceRecord> taken(Map<String, String> config) throws Exception {
    OffsetStorageReader nothingStored =
        (OffsetStorageReader)
            Proxy.newProxyInstance(
                OffsetStorageReader.class.getClassLoader(),
                new Class<?>[] {OffsetStorageReader.class},
                (proxy, method, arguments) -> null);
    JdbcSourceTask task = new JdbcSourceTask();
    task.initialize(
        (SourceTaskContext)
            Proxy.newProxyInstance(
                SourceTaskContext.class.getClassLoader(),
                new Class<?>[] {SourceTaskContext.class},
                (proxy, method, arguments) ->
                    method.getName().equals("offsetStorageReader") ? nothingStored : null));
    task.start(config);
    try {
      return task.poll();
    } finally {
      task.stop();
    }
  }
}
