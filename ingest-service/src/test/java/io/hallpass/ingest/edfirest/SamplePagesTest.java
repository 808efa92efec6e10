package io.hallpass.ingest.edfirest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.ingest.Taken;
import io.hallpass.ingest.rest.ApiServer;
import io.hallpass.ingest.rest.Http;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.rest.RestRun;
import io.hallpass.ingest.rest.RestSettings;
import io.hallpass.ingest.row.RowColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Pages that a real ODS/API of version 2 gave: an older one than we follow by change queries, with
 * a byte order mark, and with social security numbers among the codes of its students.
 */
class SamplePagesTest {
  private static final Path FOLDER = Path.of("../../shared/samples/edfi-api-json");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, List<String>> COLUMNS =
      Map.of(
          "students",
          List.of(
              "studentUniqueId",
              "firstName",
              "birthDate",
              "characteristics/studentCharacteristicDescriptor",
              "identificationCodes[studentIdentificationSystemDescriptor='Local']"
                  + "/identificationCode"),
          "schools",
          List.of("schoolId", "nameOfInstitution", "gradeLevels/gradeLevelDescriptor"),
          "sections",
          List.of("uniqueSectionCode", "students/studentUniqueId"),
          "staffs",
          List.of("staffUniqueId", "electronicMails/electronicMailAddress"));

  private final Map<String, List<JsonNode>> pages = new TreeMap<>();

  @BeforeEach
  void read() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), "no sample pages at " + FOLDER);
    for (String resource : COLUMNS.keySet()) {
      String name =
          "Enrollment_" + Character.toUpperCase(resource.charAt(0)) + resource.substring(1);
      String text = Files.readString(FOLDER.resolve(name + ".txt"));
      assertThat(text).startsWith("\uFEFF");
      List<JsonNode> rows = new ArrayList<>();
      JSON.readTree(text.substring(1)).forEach(rows::add);
      pages.put(resource, rows);
    }
  }

  /** Serves them by offset and limit, without totals, each page with its byte order mark. */
  private final class Server extends ApiServer {
    @Override
    protected Reply answer(String path, Map<String, String> query, String accept) {
      List<JsonNode> rows = pages.get(path.substring(path.lastIndexOf('/') + 1));
      if (rows == null || !path.startsWith("/api/v2.0/2017/enrollment/")) {
        return Reply.refused(404);
      }
      int from = Math.min(rows.size(), Integer.parseInt(query.get("offset")));
      int to = Math.min(rows.size(), from + Integer.parseInt(query.get("limit")));
      return Reply.page("\uFEFF" + rows.subList(from, to), Map.of());
    }
  }

  @Test
  void everyRowComesAndNoSocialSecurityNumber() throws Exception {
    List<RestResource> resources = new ArrayList<>();
    COLUMNS.forEach(
        (name, columns) ->
            resources.add(
                new RestResource(
                    name,
                    "api/v2.0/2017/enrollment/" + name,
                    new RowColumns(columns.subList(0, 1), columns),
                    RestResource.JSON)));
    List<SourceRecord> records;
    try (Server server = new Server()) {
      RestSettings rest =
          new RestSettings(
              "everett",
              "sis",
              1,
              server.url(),
              server.credentials(),
              new Http(false, 60_000, 60_000, 2, 1, 10, 1_000_000),
              resources,
              10,
              10,
              1_000_000);
      try (RestRun run =
          new RestRun(EdFiRestSourceTask::new, EdFiRestSettings.of(rest).connectorConfig())) {
        records = run.until(r -> r.stream().filter(Taken::marker).count() == COLUMNS.size());
      }
    }

    pages.forEach(
        (resource, rows) ->
            assertThat(
                    Taken.rows(records, "everett.raw.sis." + resource).stream().distinct().toList())
                .as(resource)
                .hasSameSizeAs(rows));
    assertThat(Taken.rejects(records)).isEmpty();
    assertThat(Taken.rows(records, "everett.raw.sis.students"))
        .anyMatch(row -> row.contains("\"Homeless\"") && row.contains("'Local'"));
    Set<String> numbers = socialSecurityNumbers();
    assertThat(numbers).isNotEmpty();
    assertThat(records)
        .noneMatch(record -> numbers.stream().anyMatch(Taken.everything(record)::contains));
  }

  private Set<String> socialSecurityNumbers() {
    Set<String> numbers = new HashSet<>();
    for (JsonNode student : pages.get("students")) {
      for (JsonNode code : student.path("identificationCodes")) {
        if (code.path("studentIdentificationSystemDescriptor").asText().equals("SSN")) {
          numbers.add(code.path("identificationCode").asText());
        }
      }
    }
    return numbers;
  }
}
