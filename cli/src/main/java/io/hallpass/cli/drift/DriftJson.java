package io.hallpass.cli.drift;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;

/** Drift as a program reads it. */
public final class DriftJson {
  private DriftJson() {}

  /** Prints it as one JSON object. */
  public static void print(Drift drift, PrintWriter out) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("district", drift.district());
    ObjectNode sources = root.putObject("columns");
    drift
        .columns()
        .forEach(
            (source, resources) -> {
              ObjectNode of = sources.putObject(source);
              resources.forEach((name, columns) -> resource(of.putObject(name), columns));
            });
    ObjectNode not = root.putObject("notLookedAt");
    drift.notLookedAt().forEach((source, why) -> why.forEach(not.putArray(source)::add));
    drift.codes().ifPresent(codes -> codes(root, codes, drift.rows()));
    out.println(root.toPrettyString());
    out.flush();
  }

  private static void resource(ObjectNode node, ColumnDrift columns) {
    node.put("there", columns.there());
    columns.unmapped().forEach(node.putArray("unmapped")::add);
    node.put("unmappedNotNamed", columns.unsaid());
    columns.vanished().forEach(node.putArray("vanished")::add);
  }

  private static void codes(ObjectNode root, CodeDrift codes, long rows) {
    root.put("rows", rows);
    ArrayNode all = root.putArray("codes");
    codes
        .places()
        .forEach(
            (place, found) -> {
              ObjectNode one = all.addObject();
              one.put("source", place.source()).put("field", place.field());
              one.put("lookedUpIn", place.codes()).put("times", found.times());
              ObjectNode shown = one.putObject("shown");
              found.shown().forEach(shown::put);
              one.put("timesNotShown", found.hidden());
            });
  }
}
