package io.hallpass.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.config.ServiceConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HealthServerTest {
  private final Map<String, String> states = new ConcurrentHashMap<>();
  private HealthServer server;

  @BeforeEach
  void start() {
    server = HealthServer.start(on(0), () -> states, () -> "metric 1\n");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static ServiceConfig on(int port) {
    return new ServiceConfig(
        "none:1", "http://none", Path.of("none"), 1, port, "127.0.0.1", 16, Map.of());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aServiceWithoutDistrictsIsWell() throws Exception {
    HttpResponse<String> health = get("/health");

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).isEmpty();
  }

  @Test
  void districtsThatRunOrWillAreWell() throws Exception {
    states.putAll(Map.of("cara", "WAITING", "ada", "RUNNING", "bea", "REBALANCING"));

    HttpResponse<String> health = get("/health");

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).isEqualTo("ada RUNNING\nbea REBALANCING\ncara WAITING\n");
  }

  @Test
  void oneThatFailedOrIsRefusedMakesIt503UntilItIsMended() throws Exception {
    states.putAll(Map.of("ada", "FAILED", "bea", "RUNNING"));
    HttpResponse<String> failed = get("/health");
    states.put("ada", "REFUSED");
    HttpResponse<String> refused = get("/health");
    states.put("ada", "RUNNING");
    HttpResponse<String> mended = get("/health");

    assertThat(failed.statusCode()).isEqualTo(503);
    assertThat(failed.body()).isEqualTo("ada FAILED\nbea RUNNING\n");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).isEqualTo("ada REFUSED\nbea RUNNING\n");
    assertThat(mended.statusCode()).isEqualTo(200);
  }

  @Test
  void metricsAreServedBesideIt() throws Exception {
    assertThat(get("/metrics").body()).isEqualTo("metric 1\n");
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    assertThatThrownBy(() -> HealthServer.start(on(server.port()), Map::of, () -> ""))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("http.port " + server.port() + " of http.host 127.0.0.1 cannot be");
  }
}
