package io.hallpass.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.edfirest.EdFiRestSettings;
import io.hallpass.ingest.onerosterrest.OneRosterRestSettings;
import io.hallpass.ingest.rest.ApiServer;
import io.hallpass.ingest.rest.Credentials;
import io.hallpass.ingest.rest.Http;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.rest.RestSettings;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.runtime.topics.RawHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestConnectorsInWorkerTest {
  private static final int PARTITIONS = 3;
  private static final int ROWS = 20_000;

  @TempDir static Path folder;
  private static Worker worker;
  private static Path secrets;

  @BeforeAll
  static void start() throws Exception {
    worker = new Worker(folder);
    secrets = folder.resolve("secrets.properties");
    Files.writeString(secrets, "api=" + ApiServer.SECRET + "\n");
  }

  @AfterAll
  static void stop() {
    worker.close();
  }

  /** Students that never change, as Ed-Fi serves them and as OneRoster does. */
  private static final class Server extends ApiServer {
    @Override
    protected Reply answer(String path, Map<String, String> query, String accept) {
      if (path.endsWith("/availableChangeVersions")) {
        return Reply.page("{\"oldestChangeVersion\":0,\"newestChangeVersion\":9}", Map.of());
      }
      boolean roster = path.endsWith("/users");
      if (!roster && !path.endsWith("/students")) {
        return Reply.refused(404);
      }
      String filter = query.getOrDefault("filter", "");
      int first = 0;
      if (filter.contains("dateLastModified") || query.containsKey("minChangeVersion")) {
        first = ROWS;
      } else if (!filter.isEmpty()) {
        first = Integer.parseInt(filter.replaceAll("\\D", "")) + 1;
      }
      if ("desc".equals(query.get("orderBy"))) {
        first = ROWS - 1;
      }
      int from = Math.min(ROWS, first + Integer.parseInt(query.getOrDefault("offset", "0")));
      int to = Math.min(ROWS, from + Integer.parseInt(query.get("limit")));
      StringBuilder body = new StringBuilder(roster ? "{\"users\":[" : "[");
      for (int i = from; i < to; i++) {
        body.append(i == from ? "" : ",")
            .append("{\"%s\":\"%06d\"}".formatted(roster ? "sourcedId" : "studentUniqueId", i));
      }
      Map<String, String> headers = Map.of("Total-Count", Integer.toString(ROWS - first));
      return Reply.page(body.append(roster ? "]}" : "]").toString(), headers);
    }
  }

  private static RestSettings settings(Server server, String district, String path, String key) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return new RestSettings(
        district,
        "sis",
        PARTITIONS,
        server.url(),
        new Credentials(server.tokenUrl(), "client", "${file:" + secrets + ":api}", "", false),
        Http.DEFAULT,
        List.of(
            new RestResource(
                name, path, new RowColumns(List.of(key), List.of(key)), RestResource.JSON)),
        500,
        1_000,
        3_600_000);
  }

  @Test
  void everyRowOfEdFiArrivesExactlyOnceThoughItsTaskIsRestarted() throws Exception {
    worker.topics("everett", PARTITIONS, "sis", "students");
    try (Server server = new Server()) {
      RestSettings settings =
          settings(server, "everett", "data/v3/ed-fi/students", "studentUniqueId");
      worker.create(EdFiRestSettings.of(settings).withSettle(0).connectorConfig());
      worker.read("everett.raw.sis.students", records -> records.size() > 2_000);
      worker.restart(settings.connectorName());

      List<ConsumerRecord<byte[], byte[]>> records =
          worker.read("everett.raw.sis.students", RestConnectorsInWorkerTest::ended);

      assertThat(records).hasSize(ROWS + PARTITIONS);
      assertThat(records.stream().map(record -> Worker.text(record.key())).distinct())
          .hasSize(ROWS + 1);
    }
  }

  @Test
  void everyRowOfOneRosterArrivesAndTheSecretStaysAReference() throws Exception {
    worker.topics("yakima", PARTITIONS, "sis", "users");
    try (Server server = new Server()) {
      RestSettings settings = settings(server, "yakima", "ims/oneroster/v1p1/users", "sourcedId");
      worker.create(OneRosterRestSettings.of(settings).connectorConfig());

      List<ConsumerRecord<byte[], byte[]>> records =
          worker.read("yakima.raw.sis.users", RestConnectorsInWorkerTest::ended);

      assertThat(records).hasSize(ROWS + PARTITIONS);
      List<ConsumerRecord<byte[], byte[]>> stored =
          worker.read(
              "ingest-test.configs",
              found -> found.stream().anyMatch(r -> Worker.text(r.key()).contains("yakima")));
      assertThat(stored).noneMatch(record -> Worker.text(record.value()).contains("CANARY"));
    }
  }

  private static boolean ended(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().filter(record -> RawHeaders.complete(record.headers())).count()
        == PARTITIONS;
  }
}
