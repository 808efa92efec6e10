package io.hallpass.ingest.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpass.ingest.rest.ResourceState.Open;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code status} is told of an API, a JSON object: {@code resources} with the counts of their
 * last full pass; those that are {@code absent} and those {@code notAsked} in the last round;
 * {@code held}, why something is not as it should be; {@code decide}, the passes about which an
 * operator can decide, in the shape that sets of files have; and {@code limits}, what the server
 * cannot do. Names of resources and counts, never a value.
 */
final class RestStatus {
  private final ObjectNode status = JsonNodeFactory.instance.objectNode();
  private final List<String> held = new ArrayList<>();
  private final Loss loss;

  private RestStatus(Loss loss) {
    this.loss = loss;
  }

  /**
   * The status after a round.
   *
   * @param refused why resources were not read
   */
  static ObjectNode of(
      RestSource source,
      Collection<String> absent,
      Collection<String> notAsked,
      Collection<String> refused) {
    RestStatus all = new RestStatus(source.settings().loss());
    all.held.addAll(refused);
    if (!notAsked.isEmpty()) {
      all.held.add(
          "not asked in the last round, since the server was away: " + String.join(", ", notAsked));
    }
    all.resources(source.readers());
    absent.forEach(all.status.putArray("absent")::add);
    all.held.forEach(all.status.putArray("held")::add);
    if (!notAsked.isEmpty()) {
      notAsked.forEach(all.status.putArray("notAsked")::add);
    }
    all.decide(source.readers());
    all.limits(source.readers());
    return all.status;
  }

  private void resources(List<? extends ResourceReader> readers) {
    ObjectNode resources = status.putObject("resources");
    for (ResourceReader reader : readers) {
      ResourceState state = reader.state();
      resources
          .putObject(reader.resource())
          .put("rows", state.rows())
          .put("rejected", state.rejected())
          .put("complete", state.complete());
      if (state.open() == Open.UNSETTLED) {
        held.add(
            reader.resource()
                + ": cannot be told to be whole, its list changes while it is read or the server"
                + " counts more rows than it gives; nothing is taken for gone, and it is read again"
                + " after an hour, or later where that takes long. Where this stays, "
                + reader.advice());
      }
    }
  }

  private void decide(List<? extends ResourceReader> readers) {
    ArrayNode decide = JsonNodeFactory.instance.arrayNode();
    for (ResourceReader reader : readers) {
      if (reader.state().open() == Open.HELD) {
        hold(reader.resource(), reader.state(), decide);
      }
    }
    if (!decide.isEmpty()) {
      status.set("decide", decide);
    }
  }

  private void hold(String resource, ResourceState state, ArrayNode decide) {
    HeldLoss held = new HeldLoss(resource, state.rows(), state.whole(), loss);
    status.withArray("held").add(held.line());
    held.addTo(decide);
  }

  /** What is true of many resources is said once. */
  private void limits(List<? extends ResourceReader> readers) {
    Map<String, List<String>> whose = new TreeMap<>();
    for (ResourceReader reader : readers) {
      for (String limit : reader.limits()) {
        whose.computeIfAbsent(limit, text -> new ArrayList<>()).add(reader.resource());
      }
    }
    if (!whose.isEmpty()) {
      ArrayNode limits = status.putArray("limits");
      whose.forEach((limit, resources) -> limits.add(String.join(", ", resources) + ": " + limit));
    }
  }
}
