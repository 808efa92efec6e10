package io.hallpass.cli.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.runtime.topics.DistrictTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Counts that the services' tasks publish in {@code control.status}, by {@code <step>/<partition>}.
 */
public final class StatusTopic {
  private static final Pattern BY_CODE = Pattern.compile("[^.]+\\.rejected\\.");

  private final Endpoints endpoints;
  private final DistrictTopics topics;
  private final ObjectMapper json = new ObjectMapper();

  public StatusTopic(Endpoints endpoints, DistrictTopics topics) {
    this.endpoints = endpoints;
    this.topics = topics;
  }

  /** The latest of each task. */
  public Map<String, JsonNode> read() {
    Map<String, JsonNode> status = new TreeMap<>();
    new TopicReader(endpoints)
        .latest(topics.status(), 0)
        .forEach(
            (key, value) -> {
              try {
                status.put(key, json.readTree(value));
              } catch (IOException e) {
                throw new UncheckedIOException("status of " + key + " is not JSON", e);
              }
            });
    return status;
  }

  /** The sum of a count over all tasks whose key begins so. */
  public long sum(String prefix, String count) {
    return read().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .mapToLong(entry -> entry.getValue().path(count).asLong())
        .sum();
  }

  /** All counts of the tasks whose keys begin so, added up. */
  public Map<String, Long> sums(String prefix) {
    Map<String, Long> sums = new TreeMap<>();
    read()
        .forEach(
            (key, counts) -> {
              if (key.startsWith(prefix)) {
                counts
                    .properties()
                    .forEach(
                        count -> {
                          if (count.getValue().isNumber()) {
                            sums.merge(count.getKey(), count.getValue().asLong(), Long::sum);
                          }
                        });
              }
            });
    return sums;
  }

  /**
   * How many records were sent to the rejected topic: of each source's last file set by ingest, by
   * landing since it began. Counted by those who sent them, since offsets count the marks of
   * transactions too.
   */
  public long rejected() {
    long rejected = 0;
    for (Map.Entry<String, JsonNode> entry : read().entrySet()) {
      if (entry.getKey().startsWith("ingest/")) {
        for (JsonNode resource : entry.getValue().path("resources")) {
          rejected += resource.path("rejected").asLong();
        }
      } else if (entry.getKey().startsWith("landing/")) {
        for (Map.Entry<String, JsonNode> count : entry.getValue().properties()) {
          rejected += BY_CODE.matcher(count.getKey()).lookingAt() ? count.getValue().asLong() : 0;
        }
      }
    }
    return rejected;
  }
}
