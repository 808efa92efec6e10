package io.hallpass.cli.remap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpass.normalize.landing.StoredRow;
import io.hallpass.normalize.remap.RemapDifference;
import io.hallpass.normalize.remap.RemapDifference.BeforeAfter;
import io.hallpass.normalize.remap.RemapDifference.Reason;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** What would change, as a program reads it. */
public final class RemapJson {
  private RemapJson() {}

  /** Prints it as one JSON object. */
  public static void print(Remap remap, PrintWriter out) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("district", remap.district());
    ObjectNode sources = root.putObject("sources");
    remap
        .changed()
        .forEach(
            (source, what) -> source(sources.putObject(source), what, remap.notes().get(source)));
    ArrayNode same = root.putArray("unchanged");
    remap.same().forEach(same::add);
    ObjectNode gone = root.putObject("goneWithRows");
    remap.gone().forEach(gone::put);
    out.println(root.toPrettyString());
    out.flush();
  }

  private static void source(ObjectNode node, RemapDifference what, List<String> notes) {
    node.put("rows", what.rows());
    node.put("students", what.students());
    notes.forEach(node.putArray("notes")::add);
    ObjectNode entities = node.putObject("entities");
    ObjectNode registrations = node.putObject("registrations");
    what.entities()
        .forEach(
            (name, entity) -> {
              ObjectNode one =
                  name.equals(StoredRow.REGISTRATION) ? registrations : entities.putObject(name);
              one.put("new", entity.fresh()).put("gone", entity.gone());
              one.put("changed", entity.changed()).put("notKnown", entity.unsure());
              ObjectNode fields = one.putObject("fields");
              entity.fields().forEach(fields::put);
            });
    counts(node.putArray("rejected"), what.rejected());
    counts(node.putArray("unknownCodes"), what.unknownCodes());
  }

  private static void counts(ArrayNode array, Map<Reason, BeforeAfter> counts) {
    counts.forEach(
        (reason, count) -> {
          ObjectNode one = array.addObject();
          one.put("resource", reason.resource());
          if (!reason.code().isEmpty()) {
            one.put("code", reason.code());
          }
          one.put("column", reason.column());
          one.put("now", count.before()).put("then", count.after());
        });
  }
}
