package io.hallpass.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpass.cli.kafka.StudentDecisions.Decision;
import io.hallpass.cli.kafka.StudentDecisions.Held;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What {@code hallpass student list} shows. */
final class StudentList {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> WHY =
      Map.of(
          "NEVER_REGISTERED", "one of the two was never registered as a student",
          "CHAIN", "the one to be kept is merged himself, or the duplicate keeps others",
          "CONFLICT", "a split: another student claims the id of the one who is kept");

  private StudentList() {}

  /** A line each. */
  static List<String> text(Collection<Decision> decisions, Held held) {
    List<String> lines = new ArrayList<>();
    if (decisions.isEmpty()) {
      lines.add("no students were merged");
    }
    for (Decision one : decisions) {
      lines.add(
          String.join(
              "  ",
              one.merge() ? "merged" : "split ",
              one.duplicate().toString(),
              one.merge() ? "into" : "from",
              one.kept().toString(),
              one.decidedAt(),
              one.by().isEmpty() ? "-" : one.by(),
              one.form().isEmpty() ? "-" : one.form()));
    }
    held.merges()
        .forEach(
            (record, reason) ->
                lines.add(
                    "waits   " + record + "  " + WHY.getOrDefault(reason, reason) + "; not moved"));
    held.conflicts()
        .forEach(both -> lines.add("conflict  " + String.join("  ", both) + "  claim the same id"));
    return lines;
  }

  static String json(Collection<Decision> decisions, Held held) throws JsonProcessingException {
    ObjectNode all = JSON.createObjectNode();
    ArrayNode list = all.putArray("decisions");
    for (Decision one : decisions) {
      list.addObject()
          .put("duplicate", one.duplicate().toString())
          .put("kept", one.kept().toString())
          .put("merge", one.merge())
          .put("decidedAt", one.decidedAt())
          .put("by", one.by())
          .put("form", one.form());
    }
    ArrayNode waiting = all.putArray("waiting");
    held.merges()
        .forEach(
            (record, reason) -> waiting.addObject().put("record", record).put("reason", reason));
    ArrayNode conflicts = all.putArray("conflicts");
    held.conflicts().forEach(both -> both.forEach(conflicts.addArray()::add));
    return JSON.writeValueAsString(all);
  }
}
