package io.hallpass.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.local.LocalStack;
import io.hallpass.local.LocalStackConfig;
import io.hallpass.runtime.config.ServiceConfig;
import io.hallpass.runtime.service.ConnectWorker;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.TopicAdmin;
import io.hallpass.runtime.topics.TopicSpec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A real broker, database and Connect worker with exactly-once. */
final class Worker implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LocalStack stack;
  private final ConnectWorker worker;
  private final HttpClient http = HttpClient.newHttpClient();

  Worker(Path folder) {
    stack =
        LocalStack.start(
            LocalStackConfig.in(folder.resolve("stack"))
                .withoutRegistry()
                .withStartTimeout(Patience.LONGEST));
    worker =
        ConnectWorker.start(
            ServiceConfig.of(bootstrap(), "http://localhost:1", folder.resolve("state")),
            "ingest-test");
  }

  String bootstrap() {
    return stack.endpoints().bootstrapServers();
  }

  String jdbcUrl() {
    return stack.endpoints().warehouseJdbcUrl();
  }

  void topics(String district, int partitions, String source, String resource) {
    DistrictTopics topics = new DistrictTopics(district);
    try (TopicAdmin admin = new TopicAdmin(Map.of("bootstrap.servers", bootstrap()))) {
      List<TopicSpec> specs = new ArrayList<>(TopicSpec.ofDistrict(topics, partitions));
      specs.add(TopicSpec.rows(topics.raw(source, resource), partitions));
      admin.create(specs);
    }
  }

  /** Makes a connector. */
  void create(Map<String, String> config) throws Exception {
    HttpResponse<String> response = configured(config);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
  }

  /** Makes a connector have this configuration. */
  void put(Map<String, String> config) throws Exception {
    HttpResponse<String> response = configured(config);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  /** Refused while the worker is busy with something else. */
  private HttpResponse<String> configured(Map<String, String> config) throws Exception {
    String path = "/connectors/" + config.get("name") + "/config";
    String body = JSON.writeValueAsString(config);
    Patience patience = new Patience();
    HttpResponse<String> response = send("PUT", path, body);
    while (response.statusCode() == 409) {
      patience.check("the worker is busy: %s", response.body());
      response = send("PUT", path, body);
    }
    return response;
  }

  /** Restarts a connector's task; refused while the worker is busy with something else. */
  void restart(String connector) throws Exception {
    Patience patience = new Patience();
    int status = 0;
    while (status / 100 != 2) {
      patience.check("a restart is refused with %d", status);
      status = send("POST", "/connectors/" + connector + "/tasks/0/restart", "").statusCode();
    }
  }

  /** Waits until a connector's task runs: the worker hears of it later than others of its work. */
  void untilRunning(String connector) throws Exception {
    Patience patience = new Patience();
    JsonNode status = status(connector);
    while (!status.at("/tasks/0/state").asText().equals("RUNNING")) {
      patience.check("the task does not run: %s", status);
      status = status(connector);
    }
  }

  private JsonNode status(String connector) throws Exception {
    return JSON.readTree(send("GET", "/connectors/" + connector + "/status", "").body());
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(worker.url() + path.substring(1)))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Committed records of a topic, from its beginning, until {@code enough} is true of them. */
  List<ConsumerRecord<byte[], byte[]>> read(
      String topic, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrap(), "isolation.level", "read_committed");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream().map(Worker::partition).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Patience patience = new Patience();
      while (!enough.test(records)) {
        patience.check("%d records came", records.size());
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  private static TopicPartition partition(PartitionInfo info) {
    return new TopicPartition(info.topic(), info.partition());
  }

  static String text(byte[] bytes) {
    return bytes == null ? "null" : new String(bytes, UTF_8);
  }

  @Override
  public void close() {
    worker.close();
    stack.close();
  }
}
