package io.hallpass.runtime.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.config.ServiceConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Serves {@code /health} (a line a district, its name and its state; 503 while one has failed or is
 * refused) and {@code /metrics} (Prometheus).
 */
public final class HealthServer implements AutoCloseable {
  private static final Set<String> UNWELL = Set.of("FAILED", "REFUSED");

  private final HttpServer server;

  private HealthServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts listening where the configuration says.
   *
   * @param states district to state, as {@link DistrictStreams#states()}
   * @param metrics in Prometheus's text format
   * @throws ConfigException where that is not possible
   */
  public static HealthServer start(
      ServiceConfig config, Supplier<Map<String, String>> states, Supplier<String> metrics) {
    HttpServer server = listening(config);
    server.createContext("/metrics", exchange -> answer(exchange, 200, metrics.get()));
    server.createContext("/health", exchange -> health(exchange, new TreeMap<>(states.get())));
    server.start();
    return new HealthServer(server);
  }

  private static HttpServer listening(ServiceConfig config) {
    try {
      return HttpServer.create(new InetSocketAddress(config.httpHost(), config.httpPort()), 16);
    } catch (IOException e) {
      throw new ConfigException(
          List.of(
              "http.port "
                  + config.httpPort()
                  + " of http.host "
                  + config.httpHost()
                  + " cannot be listened on: it is taken, or the address is not this machine's"));
    }
  }

  private static void health(HttpExchange exchange, Map<String, String> states) throws IOException {
    boolean well = states.values().stream().noneMatch(UNWELL::contains);
    StringBuilder text = new StringBuilder();
    states.forEach(
        (district, state) -> text.append(district).append(' ').append(state).append('\n'));
    answer(exchange, well ? 200 : 503, text.toString());
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
  }
}
