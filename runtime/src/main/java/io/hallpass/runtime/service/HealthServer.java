package io.hallpass.runtime.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hallpass.runtime.config.ServiceConfig;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Serves {@code /health} (the state of each district, 503 where one has failed) and {@code
 * /metrics} (Prometheus).
 */
public final class HealthServer implements AutoCloseable {
  private final HttpServer server;
  private final JvmGcMetrics gc = new JvmGcMetrics();

  private HealthServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts listening where the configuration says.
   *
   * @param states district to state, as {@link DistrictStreams#states()}
   */
  public static HealthServer start(ServiceConfig config, Supplier<Map<String, String>> states) {
    try {
      HealthServer health =
          new HealthServer(
              HttpServer.create(new InetSocketAddress(config.httpHost(), config.httpPort()), 16));
      health.serve(states);
      return health;
    } catch (IOException e) {
      throw new UncheckedIOException("http.port " + config.httpPort() + " cannot be opened", e);
    }
  }

  private void serve(Supplier<Map<String, String>> states) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    gc.bindTo(registry);
    server.createContext("/metrics", exchange -> answer(exchange, 200, registry.scrape()));
    server.createContext(
        "/health",
        exchange -> {
          Map<String, String> now = new TreeMap<>(states.get());
          boolean well =
              now.values().stream().noneMatch(s -> s.equals("ERROR") || s.equals("REFUSED"));
          StringBuilder text = new StringBuilder();
          now.forEach(
              (district, state) -> text.append(district).append(' ').append(state).append('\n'));
          answer(exchange, well ? 200 : 503, text.toString());
        });
    server.start();
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    gc.close();
  }
}
