package io.hallpass.cli.preview;

import io.hallpass.schemas.Field;
import io.hallpass.schemas.FieldType;
import io.hallpass.sink.table.SqlNames;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A preview as a person reads it. */
public final class PreviewText {
  private static final int ID = 8;

  private static final Set<String> FILES = Set.of("oneroster-csv", "csv", "edfi-xml");

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
        .forEach((source, kind) -> out.println("source " + source + ": not read; " + why(kind)));
    out.println("What recipients would get on " + preview.today() + " by agreements alone, as if");
    out.println("nobody had consented to or denied anything; of columns that have values.");
    preview.recipients().forEach(text::recipient);
    out.flush();
  }

  private static String why(String kind) {
    return FILES.contains(kind)
        ? "no set lies at its path yet"
        : "preview reads files, and this is " + kind;
  }

  private void source(SourceSample sample) {
    out.println("source " + sample.source());
    sample.rows().forEach((resource, count) -> out.println("  " + count + " rows of " + resource));
    if (!sample.registered().isEmpty()) {
      out.println("  registers " + counts(sample.registered(), ", "));
      out.println("  (a person's records wait until the person is registered in their role)");
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
    String first =
        sample.count() > sample.first().size() ? ", the first " + sample.first().size() : "";
    out.println(
        SqlNames.table(sample.entity().name()) + ": " + sample.count() + " records" + first);
    List<Field> columns = sample.columns();
    boolean persons = sample.first().stream().anyMatch(one -> !one.person().isEmpty());
    List<String> header = new ArrayList<>(persons ? List.of("(person)") : List.of());
    columns.forEach(field -> header.add(SqlNames.column(field.name())));
    TextTable table = new TextTable(header);
    for (EntitySample.Shown shown : sample.first()) {
      List<String> cells = new ArrayList<>(persons ? List.of(shown.person()) : List.of());
      columns.forEach(field -> cells.add(value(field, shown.values())));
      table.row(cells);
    }
    print(table);
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
    // A place or a column that is cut cannot be looked up.
    TextTable table =
        new TextTable(List.of("rows", "code", "resource", "column", "first at"), Integer.MAX_VALUE);
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
    print(table);
  }

  private void print(TextTable table) {
    table.lines().forEach(line -> out.println(line.isEmpty() ? "" : "  " + line));
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
