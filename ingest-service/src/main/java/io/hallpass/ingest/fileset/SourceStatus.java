package io.hallpass.ingest.fileset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What {@code status} is told of a source, a JSON object as text: {@code position} and {@code
 * resources} of the set that was read last; {@code held}, the reasons why what lies there now is
 * not read; and {@code decide}, the sets among them about which an operator can decide. Files,
 * columns and counts, never a value.
 */
final class SourceStatus {
  /** Nothing was told yet. */
  static final String NONE = "{}";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HELD = "held";
  private static final String DECIDE = "decide";

  private SourceStatus() {}

  /** A set was read to its end. */
  static String read(long set, SetPlan plan, Counts counts) {
    ObjectNode status = JsonNodeFactory.instance.objectNode().put("position", set);
    ObjectNode resources = status.putObject("resources");
    for (String resource : counts.resources()) {
      SetPlan.Extent extent = plan.extents().get(resource);
      if (extent != null) {
        long rejected = counts.rejected(resource);
        resources
            .putObject(resource)
            .put("rows", counts.rows(resource))
            .put("rejected", rejected)
            .put("complete", extent == SetPlan.Extent.WHOLE && rejected == 0);
      }
    }
    return status.toString();
  }

  /** The same as {@code before}, with these holds and no others. */
  static String holding(String before, List<Hold> holds) {
    ObjectNode status = parsed(before);
    status.remove(List.of(HELD, DECIDE));
    if (!holds.isEmpty()) {
      ArrayNode held = status.putArray(HELD);
      holds.forEach(hold -> hold.lines().forEach(held::add));
    }
    List<Hold> open = holds.stream().filter(hold -> hold.choice() != Hold.Choice.NONE).toList();
    if (!open.isEmpty()) {
      ArrayNode decide = status.putArray(DECIDE);
      for (Hold hold : open) {
        ObjectNode node = decide.addObject();
        node.put("id", hold.id()).put("set", hold.set());
        node.put("approvable", hold.choice() == Hold.Choice.APPROVE_OR_DISCARD);
        hold.reasons().forEach(node.withArray("reasons")::add);
      }
    }
    return status.toString();
  }

  private static ObjectNode parsed(String status) {
    try {
      return JSON.readValue(status, ObjectNode.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the status in the stored offset is no JSON object");
    }
  }
}
