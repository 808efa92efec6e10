package io.hallpass.cli.kafka;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Kafka Connect's REST interface, as much of it as is needed. */
public final class ConnectClient {
  private static final int NOT_FOUND = 404;
  private static final int REBALANCING = 409;
  private static final int ATTEMPTS = 60;

  /** A task that is in the middle of a long read or write ends only after it. */
  private static final int LOOKS_AT_A_STOP = 240;

  /** A task that Connect gave up waiting for may be there still when its connector is stopped. */
  private static final int ATTEMPTS_TO_FORGET = 10;

  private static final Set<String> RESTING = Set.of("STOPPED", "FAILED");
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI url;

  public ConnectClient(String url) {
    this.url = URI.create(url.endsWith("/") ? url : url + "/");
  }

  /** The names of all connectors. */
  public Set<String> connectors() {
    Set<String> names = new TreeSet<>();
    call("GET", "connectors", null).orElseThrow().forEach(name -> names.add(name.asText()));
    return names;
  }

  /** A connector's configuration, if there is such a connector. */
  public Optional<Map<String, String>> config(String name) {
    return call("GET", "connectors/" + name + "/config", null)
        .map(
            node ->
                new TreeMap<>(
                    json.convertValue(node, new TypeReference<Map<String, String>>() {})));
  }

  /** The configurations of all connectors whose names begin so, by name. */
  public Map<String, Map<String, String>> configs(String prefix) {
    Map<String, Map<String, String>> configs = new TreeMap<>();
    connectors().stream()
        .filter(name -> name.startsWith(prefix))
        .forEach(name -> config(name).ifPresent(config -> configs.put(name, config)));
    return configs;
  }

  /** Makes the connector, or makes it have this configuration. */
  public void put(String name, Map<String, String> config) {
    call("PUT", "connectors/" + name + "/config", config);
  }

  /**
   * Stops the connector, and waits until it and all its tasks are (KIP-875), two minutes at the
   * longest.
   */
  public void stop(String name) {
    call("PUT", "connectors/" + name + "/stop", null);
    for (int attempt = 1; !resting(name) && attempt < LOOKS_AT_A_STOP; attempt++) {
      pause();
    }
  }

  /** Lets a connector go on that was stopped or paused. */
  public void resume(String name) {
    call("PUT", "connectors/" + name + "/resume", null);
  }

  /**
   * Makes Kafka Connect forget what the connector read: it reads everything when it goes on, or is
   * made anew under its name. That can only be done while it is stopped (KIP-875), and only while
   * its settings can be resolved.
   *
   * @return whether it is forgotten
   */
  public boolean forget(String name) {
    for (int attempt = 1; attempt <= ATTEMPTS_TO_FORGET; attempt++) {
      try {
        call("DELETE", "connectors/" + name + "/offsets", null);
        return true;
      } catch (ConnectRefusedException e) {
        pause();
      }
    }
    return false;
  }

  /** Removes the connector; what it read is remembered. */
  public void delete(String name) {
    call("DELETE", "connectors/" + name, null);
  }

  /** Whether it is stopped, with all its tasks, could not even be started, or is gone. */
  private boolean resting(String name) {
    return status(name)
        .map(node -> RESTING.contains(own(node)) && node.path("tasks").isEmpty())
        .orElse(true);
  }

  /**
   * What each connector was told to do, whatever became of its tasks: RUNNING, PAUSED, STOPPED …
   *
   * @param names those that are not there are left out
   */
  public Map<String, String> states(Collection<String> names) {
    Map<String, String> states = new TreeMap<>();
    names.forEach(name -> status(name).ifPresent(node -> states.put(name, own(node))));
    return states;
  }

  private Optional<JsonNode> status(String name) {
    return call("GET", "connectors/" + name + "/status", null);
  }

  private static String own(JsonNode status) {
    return status.path("connector").path("state").asText();
  }

  /** Restarts the connector and its failed tasks. */
  public void restart(String name) {
    call("POST", "connectors/" + name + "/restart?includeTasks=true&onlyFailed=true", Map.of());
  }

  /**
   * The state of the connector and its tasks: RUNNING, PAUSED, FAILED … and where one failed, why,
   * as far as that is our own words.
   */
  public Optional<State> state(String name) {
    return status(name)
        .map(
            node -> {
              String state = own(node);
              String trace = node.path("connector").path("trace").asText("");
              for (JsonNode task : node.path("tasks")) {
                if (!task.path("state").asText().equals("RUNNING")) {
                  state = task.path("state").asText();
                  trace = task.path("trace").asText("");
                }
              }
              return new State(state, ConnectTrace.reason(trace), node.path("tasks").size());
            });
  }

  /**
   * How a connector is.
   *
   * @param state the worst of the connector's and its tasks'
   * @param reason why it failed, or empty
   * @param tasks how many it has
   */
  public record State(String state, String reason, int tasks) {}

  private Optional<JsonNode> call(String method, String path, Map<String, String> body) {
    for (int attempt = 1; ; attempt++) {
      HttpResponse<String> response = send(method, path, body);
      if (response.statusCode() == REBALANCING && attempt < ATTEMPTS) {
        pause();
        continue;
      }
      if (response.statusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      if (response.statusCode() >= 300) {
        throw new ConnectRefusedException(
            method + " " + path,
            response.statusCode(),
            body == null ? List.of() : ConnectorProblems.of(body));
      }
      return Optional.of(response.body().isBlank() ? json.nullNode() : tree(response.body()));
    }
  }

  private HttpResponse<String> send(String method, String path, Map<String, String> body) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(url.resolve(path))
              .timeout(Duration.ofSeconds(90))
              .header("Content-Type", "application/json");
      request.method(
          method,
          body == null
              ? BodyPublishers.noBody()
              : BodyPublishers.ofString(json.writeValueAsString(body)));
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UnavailableException(
          "Kafka Connect does not answer at " + url.getHost() + ":" + url.getPort(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private JsonNode tree(String body) {
    try {
      return json.readTree(body);
    } catch (IOException e) {
      throw new UnavailableException("Kafka Connect answered something that is not JSON", e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
