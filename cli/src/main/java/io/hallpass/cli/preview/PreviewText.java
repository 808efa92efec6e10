package io.hallpass.cli.preview;

import io.hallpass.schemas.Field;
import io.hallpass.schemas.FieldType;
import io.hallpass.sink.table.SqlNames;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A preview as a person reads it. */
public final class PreviewText {
  private static final int ID = 8;

  private final PrintWriter out;

  private PreviewText(PrintWriter out) {
    this.out = out;
  }

  /** Prints it. */
  public static void print(Preview preview, PrintWriter out) {
    PreviewText text = new PreviewText(out);
    preview.samples().forEach(text::source);
    preview
        .notRead()
        .forEach(
            (source, kind) ->
                out.println(
                    "source " + source + ": not read; preview reads files, and this is " + kind));
    out.println();
    out.println(
        "What recipients would get on "
            + preview.today()
            + ", by agreements alone, as if nobody had consented to or denied anything."
            + " Columns without a value are left out.");
    preview.recipients().forEach(text::recipient);
    out.flush();
  }

  private void source(SourceSample sample) {
    out.println("source " + sample.source());
    sample.rows().forEach((resource, count) -> out.println("  " + count + " rows of " + resource));
    if (!sample.registered().isEmpty()) {
      out.println("  registers " + counts(sample.registered(), ", ") + " (persons' records wait");
      out.println("  until their person is registered in the entity's role)");
    }
    out.println();
    sample.entities().values().forEach(this::entity);
    rejects(sample);
    if (!sample.unknownCodes().isEmpty()) {
      out.println("codes no crosswalk knows; these values are left empty");
      sample.unknownCodes().forEach((field, count) -> out.println("  " + field + ": " + count));
      out.println();
    }
  }

  private static String counts(Map<String, Long> counts, String between) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(between));
  }

  private void entity(EntitySample sample) {
    String shown =
        sample.count() > sample.first().size() ? ", the first " + sample.first().size() : "";
    out.println(
        SqlNames.table(sample.entity().name()) + ": " + sample.count() + " records" + shown);
    List<Field> columns = sample.columns();
    TextTable table =
        new TextTable(columns.stream().map(field -> SqlNames.column(field.name())).toList());
    for (Map<Field, String> record : sample.first()) {
      table.row(columns.stream().map(field -> value(field, record)).toList());
    }
    table.lines().forEach(line -> out.println("  " + line));
    out.println();
  }

  /** Ids join within the preview and say nothing else, so their beginning is enough. */
  private static String value(Field field, Map<Field, String> record) {
    String value = record.getOrDefault(field, "");
    return field.type() == FieldType.UUID && value.length() > ID ? value.substring(0, ID) : value;
  }

  private void rejects(SourceSample sample) {
    if (sample.rejects().isEmpty()) {
      out.println("no row rejected");
      out.println();
      return;
    }
    out.println("rejected rows");
    TextTable table = new TextTable(List.of("rows", "code", "resource", "column", "first at"));
    sample
        .rejects()
        .forEach(
            (trouble, places) ->
                table.row(
                    List.of(
                        Long.toString(places.count),
                        trouble.code().name(),
                        trouble.resource(),
                        trouble.field(),
                        String.join(" ", places.first))));
    table.lines().forEach(line -> out.println("  " + line));
    out.println();
  }

  private void recipient(String name, List<Released.Columns> entities) {
    out.println();
    out.println("recipient " + name);
    List<String> nothing = new ArrayList<>();
    for (Released.Columns columns : entities) {
      String table = SqlNames.table(columns.entity().name());
      if (columns.always().isEmpty()
          && columns.unlessDenied().isEmpty()
          && columns.ifGranted().isEmpty()) {
        nothing.add(table);
        continue;
      }
      out.println("  " + table);
      line("released", columns.always());
      line("unless denied", columns.unlessDenied());
      line("only if granted", columns.ifGranted());
      line("never", columns.never());
    }
    if (!nothing.isEmpty()) {
      out.println("  nothing of " + String.join(", ", nothing));
    }
  }

  private void line(String what, List<Field> fields) {
    if (!fields.isEmpty()) {
      String names =
          fields.stream()
              .map(field -> SqlNames.column(field.name()))
              .collect(Collectors.joining(", "));
      out.println("    " + what + ": " + names);
    }
  }
}
