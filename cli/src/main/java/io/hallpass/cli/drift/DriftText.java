package io.hallpass.cli.drift;

import io.hallpass.cli.preview.TextTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** Drift as a person reads it. */
public final class DriftText {
  private static final int WIDEST = 48;

  private DriftText() {}

  /** Prints it. */
  public static void print(Drift drift, PrintWriter out) {
    drift
        .columns()
        .forEach(
            (source, resources) -> {
              out.println("source " + source);
              List<String> problems = drift.notLookedAt().getOrDefault(source, List.of());
              problems.forEach(problem -> out.println("  not looked at: " + problem));
              resources.forEach((resource, columns) -> resource(resource, columns, out));
              if (problems.isEmpty() && resources.isEmpty()) {
                out.println("  has the columns that its mapping names, and no others");
              }
            });
    drift.codes().ifPresent(codes -> codes(codes, drift.rows(), out));
    out.flush();
  }

  private static void resource(String name, ColumnDrift columns, PrintWriter out) {
    if (!columns.there()) {
      out.println("  " + name + ": not there, or empty");
      return;
    }
    if (!columns.vanished().isEmpty()) {
      out.println("  " + name + ": the mapping names and the source lacks " + columns.vanished());
    }
    if (!columns.unmapped().isEmpty()) {
      out.println(
          "  "
              + name
              + ": nobody maps "
              + columns.unmapped().stream().map(TextTable::plain).toList());
    }
    if (columns.unsaid() > 0) {
      out.println(
          "  "
              + name
              + ": "
              + columns.unsaid()
              + " more, not named here: they may be no names but values");
    }
  }

  private static void codes(CodeDrift codes, long rows, PrintWriter out) {
    out.println();
    if (codes.places().isEmpty()) {
      out.println("codes: all are known in the " + rows + " rows that are kept");
      return;
    }
    out.println("codes nobody knows, in the " + rows + " rows that are kept");
    TextTable table =
        new TextTable(List.of("times", "source", "field", "looked up in", "code"), WIDEST);
    codes
        .places()
        .forEach(
            (place, found) -> {
              for (Map.Entry<String, Long> shown : found.shown().entrySet()) {
                row(table, shown.getValue(), place, shown.getKey());
              }
              if (found.hidden() > 0) {
                row(table, found.hidden(), place, "(too few people to show)");
              }
            });
    table.lines().forEach(line -> out.println(("  " + line).stripTrailing()));
  }

  private static void row(TextTable table, long times, CodeDrift.Place place, String code) {
    table.row(List.of(Long.toString(times), place.source(), place.field(), place.codes(), code));
  }
}
