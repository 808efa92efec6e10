package io.hallpass.ingest.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * What {@code status} is told of a source, a JSON object as text: {@code position} of the pass that
 * was read last, {@code resources} as the last full pass counted them, and {@code held}, the
 * reasons why nothing is read now. Tables, columns and counts, never a value.
 */
final class JdbcStatus {
  /** Nothing was told yet. */
  static final String NONE = "{}";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HELD = "held";

  /** What a full pass counted of a resource. */
  record Count(long rows, long rejected) {}

  private JdbcStatus() {}

  /** A full pass came to its end. */
  static String full(long position, Map<String, Count> counts) {
    ObjectNode status = JsonNodeFactory.instance.objectNode().put("position", position);
    ObjectNode resources = status.putObject("resources");
    counts.forEach(
        (name, count) ->
            resources
                .putObject(name)
                .put("rows", count.rows())
                .put("rejected", count.rejected())
                .put("complete", count.rejected() == 0));
    return status.toString();
  }

  /** Changes were read, and nothing is held. */
  static String changed(String before, long position) {
    ObjectNode status = parsed(before).put("position", position);
    status.remove(HELD);
    return status.toString();
  }

  /** The same as {@code before}, and held for these reasons. */
  static String held(String before, List<String> reasons) {
    ObjectNode status = parsed(before);
    ArrayNode held = status.putArray(HELD);
    reasons.forEach(held::add);
    return status.toString();
  }

  /** Whether reasons stand there. */
  static boolean isHeld(String status) {
    return parsed(status).has(HELD);
  }

  private static ObjectNode parsed(String status) {
    try {
      return JSON.readValue(status, ObjectNode.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the status in the stored offset is no JSON object");
    }
  }
}
