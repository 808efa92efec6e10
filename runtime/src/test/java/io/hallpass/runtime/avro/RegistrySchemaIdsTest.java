package io.hallpass.runtime.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.local.LocalStack;
import io.hallpass.local.LocalStackConfig;
import io.hallpass.local.Part;
import io.hallpass.runtime.Wait;
import io.hallpass.schemas.Catalogue;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real registry says of ids that are not ours. */
final class RegistrySchemaIdsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static LocalStack stack;
  private static String url;

  @BeforeAll
  static void start(@TempDir Path dir) {
    stack =
        LocalStack.start(
            LocalStackConfig.in(dir)
                .withParts(Part.REGISTRY, Part.POSTGRES)
                .withStartTimeout(Wait.LONGEST));
    url = stack.endpoints().schemaRegistryUrl();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void aRegistryThatTakesAQuestionAndNeverAnswersIsNotWaitedForLong() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      String address = "http://127.0.0.1:" + silent.getLocalPort();
      RegistrySchemaIds ids = new RegistrySchemaIds(address, Duration.ofMillis(200));

      assertThatThrownBy(() -> ids.schema(1)).isInstanceOf(SchemaUnavailableException.class);
      assertThatThrownBy(() -> ids.registerAll(Catalogue.load()))
          .isInstanceOf(SchemaUnavailableException.class)
          .hasMessage("the registry does not answer");
    }
  }

  @Test
  void aRegistryThatIsBusyNowAndThenGetsAllSchemas() throws Exception {
    Catalogue catalogue = Catalogue.load();
    try (BusyRegistry busy = new BusyRegistry(url, request -> request % 20 == 1)) {
      RegistrySchemaIds ids = new RegistrySchemaIds(busy.url());

      ids.registerAll(catalogue);

      assertThat(catalogue.entities())
          .allSatisfy(entity -> assertThat(ids.idOf(entity.schema())).isPositive());
    }
  }

  @Test
  void aRegistryThatStaysBusyIsNotWaitedForForEver() throws Exception {
    try (BusyRegistry busy = new BusyRegistry(url, request -> true)) {
      RegistrySchemaIds ids = new RegistrySchemaIds(busy.url(), Duration.ofMillis(200));

      assertThatThrownBy(() -> ids.registerAll(Catalogue.load()))
          .isInstanceOf(SchemaUnavailableException.class)
          .hasMessageMatching("the registry refused subject io.hallpass.* with status 503");
    }
  }

  @Test
  void aVendorsAvroSchemaIsFound() throws Exception {
    Schema row = SchemaBuilder.record("Row").fields().requiredString("no").endRecord();

    int id = register("vendor.row", Map.of("schema", row.toString()));

    assertThat(new RegistrySchemaIds(url).schema(id)).isEqualTo(row);
  }

  @Test
  void anAvroSchemaThatRefersToAnotherIsFound() throws Exception {
    Schema name =
        SchemaBuilder.record("Name").namespace("v").fields().requiredString("given").endRecord();
    register("vendor.name", Map.of("schema", name.toString()));
    Map<String, Object> reference =
        Map.of("name", "v.Name", "subject", "vendor.name", "version", 1);
    String person =
        """
        {"type":"record","name":"Person","namespace":"v","fields":[{"name":"name","type":"v.Name"}]}""";

    int id = register("vendor.person", Map.of("schema", person, "references", List.of(reference)));

    assertThat(new RegistrySchemaIds(url).schema(id).getField("name").schema()).isEqualTo(name);
  }

  @Test
  void aProtobufSchemaIsNoneOfOurs() throws Exception {
    String proto = "syntax = \"proto3\"; message Row { string no = 1; }";

    int id = register("vendor.proto", Map.of("schemaType", "PROTOBUF", "schema", proto));

    assertUnknown(id);
  }

  @Test
  void aJsonSchemaIsNoneOfOurs() throws Exception {
    String object = "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"type\":\"object\"}";

    int id = register("vendor.json", Map.of("schemaType", "JSON", "schema", object));

    assertUnknown(id);
  }

  @Test
  void idsThatNobodyGaveAreUnknown() {
    assertUnknown(4_711_000);
    assertUnknown(0);
    assertUnknown(-7);
    assertUnknown(Integer.MIN_VALUE);
  }

  @Test
  void aRegistryThatDoesNotAnswerIsWorthAnotherTry() {
    RegistrySchemaIds nobody = new RegistrySchemaIds("http://127.0.0.1:1");

    assertThatThrownBy(() -> nobody.schema(1)).isInstanceOf(SchemaUnavailableException.class);
  }

  private static void assertUnknown(int id) {
    RegistrySchemaIds ids = new RegistrySchemaIds(url);
    for (int again = 0; again < 2; again++) {
      assertThatThrownBy(() -> ids.schema(id))
          .isInstanceOf(UnknownSchemaException.class)
          .hasMessageContaining(Integer.toString(id));
    }
  }

  private static int register(String subject, Map<String, Object> schema) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url + "/subjects/" + subject + "/versions"))
                    .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(schema)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).path("id").asInt();
  }
}
