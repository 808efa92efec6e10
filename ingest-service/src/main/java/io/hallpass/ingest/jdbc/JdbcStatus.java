package io.hallpass.ingest.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpass.ingest.rest.HeldLoss;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code status} is told of a source, a JSON object as text: {@code position} of the pass that
 * was read last, {@code resources} as the last full pass counted them, {@code held}, the reasons
 * why nothing is read now or taken back, and {@code decide}, the passes about which an operator can
 * decide, in the shape that sets of files have. Tables, columns and counts, never a value.
 */
final class JdbcStatus {
  /** Nothing was told yet. */
  static final String NONE = "{}";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HELD = "held";
  private static final String DECIDE = "decide";

  /**
   * What a full pass counted of a resource.
   *
   * @param keys how many keys its rows have that were taken
   */
  record Count(long rows, long rejected, long keys) {}

  private JdbcStatus() {}

  /**
   * A full pass came to its end.
   *
   * @param passed what came of it, by resource
   */
  static String full(
      long position, Map<String, Count> counts, Map<String, Passed> passed, List<HeldLoss> losses) {
    ObjectNode status = JsonNodeFactory.instance.objectNode().put("position", position);
    ObjectNode resources = status.putObject("resources");
    counts.forEach(
        (name, count) ->
            resources
                .putObject(name)
                .put("rows", count.rows())
                .put("rejected", count.rejected())
                .put("complete", count.rejected() == 0 && !passed.get(name).held()));
    return held(status, List.of(), losses).toString();
  }

  /** Rows of those resources whose last full pass was complete. */
  static Map<String, Long> complete(String status) {
    Map<String, Long> rows = new HashMap<>();
    parsed(status)
        .path("resources")
        .properties()
        .forEach(
            resource -> {
              if (resource.getValue().path("complete").asBoolean()) {
                rows.put(resource.getKey(), resource.getValue().path("rows").asLong());
              }
            });
    return rows;
  }

  /** Changes were read, and nothing keeps the source from being read. */
  static String changed(String before, long position, List<HeldLoss> losses) {
    return held(parsed(before).put("position", position), List.of(), losses).toString();
  }

  /** The same as {@code before}, and held for these reasons. */
  static String held(String before, List<String> reasons, List<HeldLoss> losses) {
    return held(parsed(before), reasons, losses).toString();
  }

  private static ObjectNode held(ObjectNode status, List<String> reasons, List<HeldLoss> losses) {
    status.remove(List.of(HELD, DECIDE));
    if (!reasons.isEmpty() || !losses.isEmpty()) {
      ArrayNode held = status.putArray(HELD);
      reasons.forEach(held::add);
      losses.forEach(loss -> held.add(loss.line()));
    }
    if (!losses.isEmpty()) {
      ArrayNode decide = status.putArray(DECIDE);
      losses.forEach(loss -> loss.addTo(decide));
    }
    return status;
  }

  /** The same reasons as {@code before}, and these losses. */
  static String losing(String before, List<HeldLoss> losses) {
    ObjectNode status = parsed(before);
    List<String> reasons = new ArrayList<>();
    status.path(HELD).forEach(reason -> reasons.add(reason.asText()));
    int own = reasons.size() - status.path(DECIDE).size();
    return held(status, reasons.subList(0, own), losses).toString();
  }

  /** Whether the source was not to be read. */
  static boolean isHeld(String status) {
    ObjectNode parsed = parsed(status);
    return parsed.path(HELD).size() > parsed.path(DECIDE).size();
  }

  private static ObjectNode parsed(String status) {
    try {
      return JSON.readValue(status, ObjectNode.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the status in the stored offset is no JSON object");
    }
  }
}
