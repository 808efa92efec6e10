package io.hallpass.runtime.service;

import static io.hallpass.runtime.Wait.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.hallpass.local.LocalStack;
import io.hallpass.local.LocalStackConfig;
import io.hallpass.local.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a service ends, as a process of its own. */
final class ServiceMainTest {
  private static final String ORG = "io.hallpass.canonical.Org";

  @TempDir private Path dir;

  private Map<String, String> environment(String registry) {
    return Map.of(
        "HALLPASS_BOOTSTRAP_SERVERS",
        "127.0.0.1:1",
        "HALLPASS_SCHEMA_REGISTRY_URL",
        registry,
        "HALLPASS_STATE_DIR",
        dir.resolve("state").toString());
  }

  private ServiceInAnotherJvm launch(String kind, String registry) throws Exception {
    return ServiceInAnotherJvm.launch(dir, kind, environment(registry));
  }

  @Test
  void aRegistryThatRefusesASchemaStopsItWithALineThatNamesTheSubject() throws Exception {
    LocalStackConfig parts =
        LocalStackConfig.in(dir.resolve("stack")).withParts(Part.POSTGRES, Part.REGISTRY);
    try (LocalStack stack = LocalStack.start(parts)) {
      String registry = stack.endpoints().schemaRegistryUrl();
      registerAnotherOrg(registry);

      try (ServiceInAnotherJvm service = launch("streams", registry)) {
        assertThat(service.exitCode()).isEqualTo(1);
        assertThat(service.lines())
            .singleElement()
            .asString()
            .contains(" - copy: SchemaRefusedException at ")
            .endsWith(": the registry refuses as incompatible: " + ORG);
      }
    }
  }

  private static void registerAnotherOrg(String registry) throws Exception {
    try (var client = new CachedSchemaRegistryClient(registry, 10)) {
      client.register(
          ORG,
          new AvroSchema(
              """
              {"type": "record", "name": "Org", "namespace": "io.hallpass.canonical", "fields": [
                {"name": "recordId", "type": "string"},
                {"name": "name", "type": ["null", "int"], "default": null}]}
              """));
    }
  }

  @Test
  void aRegistryThatDoesNotAnswerStopsItWithALineThatHasNoPassword() throws Exception {
    try (ServiceInAnotherJvm service = launch("streams", "http://user:Kestrel@127.0.0.1:1")) {
      assertThat(service.exitCode()).isEqualTo(1);
      assertThat(service.lines())
          .singleElement()
          .asString()
          .contains(" - copy: SchemaUnavailableException < ConnectException")
          .endsWith(": the registry does not answer")
          .doesNotContain("Kestrel");
    }
  }

  @Test
  void aConnectThatDoesNotStartEndsTheProcess() throws Exception {
    Map<String, String> impatient = new HashMap<>(environment("http://none"));
    impatient.put("HALLPASS_KAFKA_DEFAULT_API_TIMEOUT_MS", "1000");
    impatient.put("HALLPASS_KAFKA_REQUEST_TIMEOUT_MS", "1000");

    try (ServiceInAnotherJvm service = ServiceInAnotherJvm.launch(dir, "connect", impatient)) {
      assertThat(service.exitCode()).isEqualTo(1);
      assertThat(service.lines().get(service.lines().size() - 1))
          .endsWith(": Kafka Connect did not start; its log says why");
    }
  }

  @Test
  void anErrorEndsTheProcessWithALineThatHasNoMessage() throws Exception {
    try (ServiceInAnotherJvm service = launch("error", "http://none")) {
      assertThat(service.exitCode()).isEqualTo(1);
      assertThat(service.lines())
          .singleElement()
          .asString()
          .contains(" - copy: NoClassDefFoundError at ServiceInAnotherJvm.")
          .doesNotContain("Kestrel");
    }
  }

  @Test
  void aServiceThatIsToldToStopClosesWhatItStarted() throws Exception {
    try (ServiceInAnotherJvm service = launch("idle", "http://none")) {
      until("the start", () -> service.lines().toString().contains("copy: started"));

      service.terminate();

      assertThat(service.exitCode()).as("128 + SIGTERM").isEqualTo(143);
      assertThat(service.lines()).contains("closed");
    }
  }

  @Test
  void aWrongConfigurationIsSaidProblemByProblem() throws Exception {
    Path file = Files.writeString(dir.resolve("wrong.properties"), "lunch=pizza\nthreads=0\n");
    try (LogLines log = new LogLines()) {
      int code =
          ServiceMain.run("copy", new String[] {"--config", file.toString()}, config -> () -> {});

      assertThat(code).isEqualTo(2);
      assertThat(log.all()).hasSize(4).allMatch(line -> line.startsWith("ERROR copy: "));
      assertThat(ServiceMain.run("copy", new String[] {"--port"}, config -> () -> {})).isEqualTo(2);
      assertThat(log.all()).contains("ERROR copy: usage: [--config FILE]");
      assertThat(List.of("'lunch'", "threads", "bootstrap.servers", "schema.registry.url"))
          .allMatch(key -> !log.with(key).isEmpty());
    }
  }
}
