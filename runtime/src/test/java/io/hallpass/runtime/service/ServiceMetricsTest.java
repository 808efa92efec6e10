package io.hallpass.runtime.service;

import static io.hallpass.runtime.Wait.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.local.LocalStack;
import io.hallpass.runtime.Stack;
import io.hallpass.runtime.config.ServiceConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus would read of a service with two districts, one of which fails. */
@ExtendWith(Stack.class)
final class ServiceMetricsTest {
  private static final String CANARY = "Kestrel-4711";

  @Test
  void streamsOfEachDistrictAreTaggedAndNoValueIsTold(LocalStack stack, @TempDir Path state)
      throws Exception {
    String bootstrap = stack.endpoints().bootstrapServers();
    TestDistrict ada = new TestDistrict("ada", bootstrap).make();
    TestDistrict bea = new TestDistrict("bea", bootstrap).make();
    ServiceConfig config =
        new ServiceConfig(
            bootstrap,
            stack.endpoints().schemaRegistryUrl(),
            state,
            1,
            0,
            "127.0.0.1",
            64,
            Map.of());
    DistrictStreams streams =
        DistrictStreams.start(
            config,
            "copy",
            (topics, n, ids) ->
                TestDistrict.copying(topics, v -> topics.equals(bea.topics()) && v.equals(CANARY)));
    try (streams;
        ServiceMetrics ofCopy = new ServiceMetrics("copy", streams::streams);
        HealthServer service = HealthServer.start(config, streams::states, ofCopy::scrape)) {
      int port = service.port();
      until(
          "both districts to run",
          () -> get(port, "/health").body().equals(states(ada, "RUNNING", bea, "RUNNING")));
      ada.send(CANARY);
      until("the copy", () -> ada.copied().equals(List.of(CANARY)));

      String metrics = get(port, "/metrics").body();

      assertThat(metrics).contains("jvm_memory_used_bytes{");
      assertThat(of(metrics, ada)).isNotEmpty().allMatch(line -> line.contains("step=\"copy\""));
      assertThat(of(metrics, bea)).isNotEmpty();
      assertThat(metrics).contains("kafka_stream_alive_stream_threads{").doesNotContain(CANARY);

      bea.send(CANARY);
      until("503", () -> get(port, "/health").statusCode() == 503);
      until("no threads of it", () -> of(get(port, "/metrics").body(), bea).isEmpty());
      assertThat(of(get(port, "/metrics").body(), ada)).isNotEmpty();
    } finally {
      ada.delete();
      bea.delete();
    }
  }

  private static String states(TestDistrict one, String its, TestDistrict two, String others) {
    return one.name() + " " + its + "\n" + two.name() + " " + others + "\n";
  }

  private static List<String> of(String metrics, TestDistrict district) {
    return metrics.lines().filter(l -> l.contains("district=\"" + district.name() + "\"")).toList();
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
