package io.hallpass.ingest.fileset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpass.ingest.intake.Finding;
import io.hallpass.ingest.intake.Group;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code status} is told of a source, a JSON object as text: {@code position} and {@code
 * resources} of the set that was read last; {@code held}, the reasons why what lies there now is
 * not read; and {@code decide}, the sets among them about which an operator can decide, those with
 * the same contents once, each with its {@code id}, its name as {@code set}, whether it is {@code
 * approvable}, the {@code reasons}, and where it was compared the {@code table}: file, school
 * (empty for all), rows before, now, gone, changed and new, and whether that is a reason. Files,
 * columns, ids of schools and counts, never a value.
 */
final class SourceStatus {
  /** Nothing was told yet. */
  static final String NONE = "{}";

  /** The status stands in every offset, so it must not grow with the number of held sets. */
  private static final int MOST_TABLES = 10;

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
    List<Hold> open = open(holds);
    if (!open.isEmpty()) {
      ArrayNode decide = status.putArray(DECIDE);
      int tables = 0;
      for (Hold hold : open) {
        ObjectNode node = decide.addObject();
        node.put("id", hold.id()).put("set", hold.set());
        node.put("approvable", hold.choice() == Hold.Choice.APPROVE_OR_DISCARD);
        hold.reasons().forEach(node.withArray("reasons")::add);
        if (!hold.finding().table().isEmpty() && tables++ < MOST_TABLES) {
          table(node, hold.finding());
        }
      }
    }
    return status.toString();
  }

  /** Those to decide about; sets with the same contents are decided about together. */
  private static List<Hold> open(List<Hold> holds) {
    Map<String, Hold> open = new LinkedHashMap<>();
    holds.stream()
        .filter(hold -> hold.choice() != Hold.Choice.NONE)
        .forEach(hold -> open.putIfAbsent(hold.id(), hold));
    return List.copyOf(open.values());
  }

  private static void table(ObjectNode node, Finding finding) {
    ArrayNode table = node.putArray("table");
    for (Finding.Line line : finding.table()) {
      Group group = line.group();
      table
          .addArray()
          .add(line.file())
          .add(group.school())
          .add(group.before())
          .add(group.now())
          .add(group.gone())
          .add(group.changed())
          .add(group.added())
          .add(line.over());
    }
    node.put("more", finding.more());
  }

  private static ObjectNode parsed(String status) {
    try {
      return JSON.readValue(status, ObjectNode.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the status in the stored offset is no JSON object");
    }
  }
}
