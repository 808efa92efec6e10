package io.hallpass.ingest.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What {@code status} is told of a source, a JSON object as text: {@code position} and {@code
 * resources} of the set that was read last, and {@code held}, the reasons why what lies there now
 * is not read. Files, columns and counts, never a value.
 */
final class SourceStatus {
  /** Nothing was told yet. */
  static final String NONE = "{}";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HELD = "held";

  private SourceStatus() {}

  /** A set was read to its end. */
  static String read(long set, SetPlan plan, long[] rows, long[] rejected) {
    ObjectNode status = JsonNodeFactory.instance.objectNode().put("position", set);
    ObjectNode resources = status.putObject("resources");
    for (int i = 0; i < plan.files().size(); i++) {
      resources
          .putObject(plan.files().get(i).resource().name())
          .put("rows", rows[i])
          .put("rejected", rejected[i])
          .put("complete", rejected[i] == 0);
    }
    return status.toString();
  }

  /** The same as {@code before}, and held for these reasons. */
  static String held(String before, List<String> reasons) {
    ObjectNode status = parsed(before);
    ArrayNode held = status.putArray(HELD);
    reasons.forEach(held::add);
    return status.toString();
  }

  /** The same as {@code before}, and not held. */
  static String notHeld(String before) {
    ObjectNode status = parsed(before);
    status.remove(HELD);
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
