package io.hallpass.ingest.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpass.ingest.row.RawRecords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads an API's resources one after the other, again and again. A resource that the server refuses
 * is held: it is said once, the others go on, and it is tried again in the next round. So is one
 * that does not come although it was asked for often enough; two of them in a row end the round,
 * since the server is then away altogether.
 */
final class Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final RestSource source;
  private final RawRecords records;
  private final Out out;
  private static final int AWAY_IN_A_ROW = 2;

  private Map<String, String> held = new TreeMap<>();
  private String said = "";
  private int away;

  Rounds(RestSource source, Out out) {
    this.source = source;
    this.out = out;
    RestSettings settings = source.settings();
    this.records =
        new RawRecords(
            settings.district(), settings.source(), settings.partitions(), partition(settings));
  }

  /**
   * Under which Connect stores that something was said of the source as a whole: nothing of use.
   */
  private static Map<String, String> partition(RestSettings settings) {
    return Map.of("district", settings.district(), "source", settings.source());
  }

  /** One round; whether the next one is wanted at once. */
  boolean round() throws InterruptedException {
    Map<String, String> now = new TreeMap<>();
    boolean again = false;
    away = 0;
    try {
      source.begin();
      for (ResourceReader reader : source.readers()) {
        if (away < AWAY_IN_A_ROW) {
          again |= read(reader, now);
        }
      }
    } catch (RestException e) {
      now.put("", e.getMessage());
    }
    say(now);
    return again && now.isEmpty();
  }

  private boolean read(ResourceReader reader, Map<String, String> now) throws InterruptedException {
    try {
      boolean again = reader.read(out);
      away = 0;
      return again;
    } catch (RestException e) {
      away = e instanceof RestException.Away ? away + 1 : 0;
      now.put(reader.resource(), e.getMessage());
      return false;
    }
  }

  private void say(Map<String, String> now) throws InterruptedException {
    String name = source.settings().connectorName();
    now.forEach(
        (resource, why) -> {
          if (!why.equals(held.get(resource))) {
            LOG.error("{}: held, trying again at the next look: {}", name, why);
          }
        });
    held.keySet().stream()
        .filter(resource -> !now.containsKey(resource))
        .forEach(resource -> LOG.info("{}: {}no longer held", name, named(resource)));
    held = now;
    String json = progress();
    if (!json.equals(said)) {
      said = json;
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      out.send(List.of(records.progress(Map.of("said", (long) json.hashCode()), bytes)));
    }
  }

  private static String named(String resource) {
    return resource.isEmpty() ? "" : resource + ": ";
  }

  private String progress() {
    ObjectNode progress = JsonNodeFactory.instance.objectNode();
    long position = 0;
    ObjectNode resources = progress.putObject("resources");
    for (ResourceReader reader : source.readers()) {
      ResourceState state = reader.state();
      position = Math.max(position, state.number());
      resources
          .putObject(reader.resource())
          .put("rows", state.rows())
          .put("rejected", state.rejected())
          .put("complete", state.fullAt() > 0 && state.owed() == 0 && state.rejected() == 0);
    }
    progress.put("position", position);
    if (!held.isEmpty()) {
      held.values().forEach(progress.putArray("held")::add);
    }
    return progress.toString();
  }
}
