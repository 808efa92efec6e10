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
import java.util.Optional;

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
            (source, what) -> {
              ObjectNode node = sources.putObject(source);
              source(node, what, remap.notes().get(source));
              Optional.ofNullable(remap.students().get(source))
                  .ifPresent(touched -> students(node, touched));
            });
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

  private static void students(ObjectNode node, TouchedStudents touched) {
    ObjectNode students = node.putObject("studentsById");
    touched
        .students()
        .forEach(
            (student, entities) -> {
              ObjectNode one = students.putObject(student);
              entities.forEach(
                  (entity, fields) -> fields.forEach(one.withArray(name(entity))::add));
            });
    node.put("studentsWithoutId", touched.unknown()).put("studentsNotShown", touched.more());
  }

  private static String name(String entity) {
    return entity.equals(StoredRow.REGISTRATION) ? "(registration)" : entity;
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
