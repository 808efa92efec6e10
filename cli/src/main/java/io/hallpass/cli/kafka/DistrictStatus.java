package io.hallpass.cli.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.TopicAdmin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a district is.
 *
 * @param district its name
 * @param connectors state of each, with why where it failed or holds what it should read
 * @param landing counts of landing, {@code <source>.<what>}
 * @param identity counts of identity: waiting, conflicts, students, unmatchedDenials, records …
 * @param consent counts of the filter
 * @param gate open, closed, or partly where partitions differ
 * @param rejected what went to the rejected topic: of each source's last file set by ingest, and by
 *     landing since it began
 * @param lag records each consumer group has still to read; null where that is unknown, since the
 *     group cannot be read or has never said how far it is
 */
public record DistrictStatus(
    String district,
    Map<String, String> connectors,
    Map<String, Long> landing,
    Map<String, Long> identity,
    Map<String, Long> consent,
    String gate,
    long rejected,
    Map<String, Long> lag) {

  private static final String INGEST = "ingest/";

  /** Reads it from the stack. */
  public static DistrictStatus read(Endpoints endpoints, TopicAdmin admin, DistrictTopics topics) {
    StatusTopic status = new StatusTopic(endpoints, topics);
    Map<String, String> connectors = new TreeMap<>(connectors(endpoints.connectUrl(), topics));
    if (!endpoints.sinkConnectUrl().equals(endpoints.connectUrl())) {
      connectors.putAll(connectors(endpoints.sinkConnectUrl(), topics));
    }
    held(topics, status)
        .forEach(
            (source, why) ->
                connectors.computeIfPresent(source, (name, state) -> state + "; " + why));
    Map<String, Long> lag = new TreeMap<>();
    for (String step : List.of("normalize", "consent")) {
      lag.put(step, Lag.of(admin, topics.applicationId(step)));
    }
    connectors.keySet().stream()
        .filter(name -> name.contains(".sink."))
        .forEach(name -> lag.put(name, Lag.of(admin, "connect-" + name)));
    return new DistrictStatus(
        topics.district(),
        connectors,
        status.sums("landing/"),
        status.sums("identity/"),
        status.sums("consent/"),
        gate(status),
        status.rejected(),
        lag);
  }

  private static Map<String, String> connectors(String url, DistrictTopics topics) {
    ConnectClient client = new ConnectClient(url);
    Map<String, String> states = new TreeMap<>();
    for (String name : client.connectors()) {
      if (name.startsWith(topics.district() + ".")) {
        client
            .state(name)
            .ifPresent(
                s -> states.put(name, s.state() + (s.reason().isEmpty() ? "" : ": " + s.reason())));
      }
    }
    return states;
  }

  /**
   * Why what lies at a source is not read, and what its server cannot do, by the name of its
   * connector.
   */
  private static Map<String, String> held(DistrictTopics topics, StatusTopic status) {
    Map<String, String> held = new TreeMap<>();
    status
        .read()
        .forEach(
            (key, json) -> {
              List<String> parts = new ArrayList<>();
              part("held: ", json.path("held"), parts);
              part("limits: ", json.path("limits"), parts);
              if (key.startsWith(INGEST) && !parts.isEmpty()) {
                String source = key.substring(INGEST.length());
                held.put(topics.district() + "." + source, String.join("; ", parts));
              }
            });
    return held;
  }

  private static void part(String title, JsonNode said, List<String> parts) {
    List<String> lines = new ArrayList<>();
    said.forEach(line -> lines.add(line.asText()));
    if (!lines.isEmpty()) {
      parts.add(title + String.join("; ", lines));
    }
  }

  private static String gate(StatusTopic status) {
    List<String> gates =
        status.read().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("consent/"))
            .map(entry -> entry.getValue().path("gate").asText("closed"))
            .distinct()
            .toList();
    return gates.isEmpty() ? "closed" : gates.size() > 1 ? "partly" : gates.get(0);
  }

  /** For people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(district + "   gate " + gate + "   rejected " + rejected);
    connectors.forEach((name, state) -> lines.add("  " + pad(name) + state));
    add(lines, "landing", landing);
    add(lines, "identity", identity);
    add(lines, "consent", consent);
    add(lines, "lag", lag);
    return lines;
  }

  private static void add(List<String> lines, String title, Map<String, Long> counts) {
    lines.add("  " + title);
    counts.forEach(
        (name, count) ->
            lines.add(
                "    "
                    + pad(name)
                    + (count == null ? "     unknown" : String.format("%,12d", count))));
  }

  private static String pad(String name) {
    return String.format("%-44s", name);
  }
}
