package io.hallpass.cli.preview;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpass.schemas.Field;
import io.hallpass.sink.table.SqlNames;
import java.io.PrintWriter;
import java.util.List;

/** A preview as a program reads it. */
public final class PreviewJson {
  private PreviewJson() {}

  /** Prints it as one JSON object. */
  public static void print(Preview preview, PrintWriter out) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("district", preview.district());
    root.put("day", preview.today().toString());
    ObjectNode sources = root.putObject("sources");
    preview.samples().forEach(sample -> source(sample, sources.putObject(sample.source())));
    ObjectNode notRead = root.putObject("notRead");
    preview.notRead().forEach(notRead::put);
    ObjectNode recipients = root.putObject("recipientsWithoutConsents");
    preview
        .recipients()
        .forEach(
            (name, entities) -> {
              ObjectNode recipient = recipients.putObject(name);
              entities.forEach(columns -> released(columns, recipient));
            });
    out.println(root.toPrettyString());
    out.flush();
  }

  private static void source(SourceSample sample, ObjectNode node) {
    ObjectNode rows = node.putObject("rows");
    sample.rows().forEach(rows::put);
    ObjectNode registered = node.putObject("registered");
    sample.registered().forEach(registered::put);
    ObjectNode entities = node.putObject("entities");
    for (EntitySample entity : sample.entities().values()) {
      ObjectNode one = entities.putObject(SqlNames.table(entity.entity().name()));
      one.put("count", entity.count());
      names(one.putArray("columns"), entity.columns());
      ArrayNode records = one.putArray("records");
      entity
          .first()
          .forEach(
              shown -> {
                ObjectNode record = records.addObject();
                if (!shown.person().isEmpty()) {
                  record.put("person", shown.person());
                }
                shown
                    .values()
                    .forEach((field, text) -> record.put(SqlNames.column(field.name()), text));
              });
    }
    ArrayNode rejects = node.putArray("rejects");
    sample
        .rejects()
        .forEach(
            (trouble, places) -> {
              ObjectNode reject = rejects.addObject();
              reject.put("code", trouble.code().name()).put("resource", trouble.resource());
              reject.put("column", trouble.field()).put("count", places.count);
              places.first.forEach(reject.withArray("firstAt")::add);
            });
    ObjectNode unknown = node.putObject("unknownCodes");
    sample.unknownCodes().forEach(unknown::put);
  }

  private static void released(Released.Columns columns, ObjectNode recipient) {
    ObjectNode node = recipient.putObject(SqlNames.table(columns.entity().name()));
    names(node.putArray("released"), columns.always());
    names(node.putArray("unlessDenied"), columns.unlessDenied());
    names(node.putArray("ifGranted"), columns.ifGranted());
    names(node.putArray("never"), columns.never());
  }

  private static void names(ArrayNode array, List<Field> fields) {
    fields.forEach(field -> array.add(SqlNames.column(field.name())));
  }
}
