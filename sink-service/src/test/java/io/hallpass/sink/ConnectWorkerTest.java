package io.hallpass.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.local.LocalStack;
import io.hallpass.runtime.avro.RegistrySchemaIds;
import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.runtime.config.ServiceConfig;
import io.hallpass.runtime.service.ConnectWorker;
import io.hallpass.runtime.topics.CanonicalKey;
import io.hallpass.runtime.topics.TopicSpec;
import io.hallpass.schemas.Catalogue;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The sink in a real Connect worker, with a real topic, registry and warehouse. */
@ExtendWith(Stack.class)
class ConnectWorkerTest {
  private static final String TOPIC = "everett.released.connect";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAMES = "SELECT name FROM acme.org ORDER BY 1";

  private final HttpClient http = HttpClient.newHttpClient();
  private final UUID lincoln = UUID.randomUUID();
  private KafkaProducer<byte[], byte[]> producer;
  private WireFormat wire;
  private URI connect;
  private Admin admin;

  @Test
  void aTopicIsDeliveredAndAWithdrawalReachesTheWarehouse(
      LocalStack stack, TestDatabase database, @TempDir Path state) throws Exception {
    String bootstrap = stack.endpoints().bootstrapServers();
    String registry = stack.endpoints().schemaRegistryUrl();
    RegistrySchemaIds ids = new RegistrySchemaIds(registry);
    ids.registerAll(Catalogue.load());
    wire = new WireFormat(ids);
    Map<String, Object> client =
        Map.of("bootstrap.servers", bootstrap, "transactional.id", "connect-worker-test");
    try (ConnectWorker worker =
            ConnectWorker.start(ServiceConfig.of(bootstrap, registry, state), "sink-test");
        KafkaProducer<byte[], byte[]> opened =
            new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
        Admin kafka = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
      admin = kafka;
      create();
      producer = opened;
      producer.initTransactions();
      connect = worker.url();

      refusesAWrongConfiguration(database, bootstrap, registry);
      deliversWhatIsThereAndWhatComes(database, bootstrap, registry);
      goesOnAfterALostDatabase(database);
      stopsWhereTheWarehouseWasRestored(database);
    }
  }

  private void refusesAWrongConfiguration(TestDatabase database, String bootstrap, String registry)
      throws Exception {
    Map<String, String> wrong = config(database, bootstrap, registry);
    wrong.put("warehouse.colums", "org.name");
    wrong.remove("consumer.override.isolation.level");

    HttpResponse<String> answer = put("/connectors/acme/config", wrong);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("unknown key warehouse.colums", "must be read_committed");
  }

  private void deliversWhatIsThereAndWhatComes(
      TestDatabase database, String bootstrap, String registry) throws Exception {
    write(lincoln, "Lincoln High");
    UUID roosevelt = UUID.randomUUID();
    write(roosevelt, "Roosevelt High");
    aborted(UUID.randomUUID(), "Never High");

    assertThat(put("/connectors/acme/config", config(database, bootstrap, registry)).statusCode())
        .isEqualTo(201);
    Until.holds(() -> names(database).equals(List.of("Lincoln High", "Roosevelt High")));

    takeBack(roosevelt);
    write(lincoln, null);
    Until.holds(() -> names(database).equals(List.of("")));
  }

  private void goesOnAfterALostDatabase(TestDatabase database) throws Exception {
    database.cutConnections();
    write(lincoln, "Lincoln Middle");

    Until.holds(() -> names(database).equals(List.of("Lincoln Middle")));
    Until.holds(() -> taskState().equals("RUNNING"));
  }

  private void stopsWhereTheWarehouseWasRestored(TestDatabase database) throws Exception {
    put("/connectors/acme/stop", Map.of());
    // A task that takes its time still writes when Connect has given it up.
    Until.holds(() -> status().path("tasks").isEmpty() && members() == 0);
    database.run("UPDATE hallpass.delivery_offsets SET next_offset = 1 WHERE next_offset > 1");

    put("/connectors/acme/resume", Map.of());

    Until.holds(() -> taskState().equals("FAILED"));
    assertThat(status().path("tasks").get(0).path("trace").asText())
        .contains("restored from a backup")
        .doesNotContain("Lincoln");
  }

  private void create() throws Exception {
    TopicSpec spec = TopicSpec.compacted(TOPIC, 2);
    NewTopic topic = new NewTopic(spec.name(), spec.partitions(), (short) 1).configs(spec.config());
    admin.createTopics(List.of(topic)).all().get();
  }

  /** How many tasks read for the connector. */
  private int members() {
    try {
      return admin
          .describeConsumerGroups(List.of("connect-acme"))
          .describedGroups()
          .get("connect-acme")
          .get()
          .members()
          .size();
    } catch (ExecutionException e) {
      // A group that nobody is in, and that has said nothing of how far it is, is no more.
      assertThat(e).hasCauseInstanceOf(GroupIdNotFoundException.class);
      return 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> config(
      TestDatabase database, String bootstrap, String registry) {
    Map<String, String> config = new HashMap<>(WarehouseSinkConnector.requiredConsumerOverrides());
    config.put("connector.class", "io.hallpass.sink.WarehouseSinkConnector");
    config.put("tasks.max", "2");
    config.put("topics", TOPIC);
    config.put("warehouse.jdbc.url", database.url());
    config.put("warehouse.schema", "acme");
    config.put("warehouse.columns", "org.name");
    config.put("schema.registry.url", registry);
    config.put("kafka.bootstrap.servers", bootstrap);
    return config;
  }

  private void write(UUID org, String name) {
    send(org, name);
    producer.commitTransaction();
  }

  private void aborted(UUID org, String name) {
    send(org, name);
    producer.flush();
    producer.abortTransaction();
  }

  private void send(UUID org, String name) {
    Schema schema = Catalogue.load().entity("org").orElseThrow().schema();
    GenericRecord record = new GenericData.Record(schema);
    record.put("recordId", org.toString());
    record.put("name", name);
    produce(org, wire.encode(record));
  }

  private void takeBack(UUID org) {
    produce(org, null);
    producer.commitTransaction();
  }

  private void produce(UUID org, byte[] value) {
    CanonicalKey key = CanonicalKey.reference("org", org);
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(TOPIC, key.partition(2), key.bytes(), value));
  }

  private static List<String> names(TestDatabase database) {
    boolean there = !database.rows("SELECT 1 FROM pg_tables WHERE schemaname = 'acme'").isEmpty();
    return there ? database.rows(NAMES) : List.of();
  }

  private String taskState() {
    return status().path("tasks").path(0).path("state").asText();
  }

  private JsonNode status() {
    try {
      return JSON.readTree(send("GET", "/connectors/acme/status", Map.of()).body());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Refused while the worker is busy with something else. */
  private HttpResponse<String> put(String path, Map<String, String> body) {
    AtomicReference<HttpResponse<String>> answer = new AtomicReference<>();
    Until.holds(
        () -> {
          try {
            answer.set(send("PUT", path, body));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
          return answer.get().statusCode() != 409;
        });
    return answer.get();
  }

  private HttpResponse<String> send(String method, String path, Map<String, String> body)
      throws Exception {
    HttpRequest.BodyPublisher json =
        method.equals("GET")
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
    HttpRequest request =
        HttpRequest.newBuilder(connect.resolve(path))
            .header("Content-Type", "application/json")
            .method(method, json)
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
