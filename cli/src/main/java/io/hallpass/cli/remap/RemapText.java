package io.hallpass.cli.remap;

import io.hallpass.cli.preview.TextTable;
import io.hallpass.normalize.landing.StoredRow;
import io.hallpass.normalize.remap.RemapDifference;
import io.hallpass.normalize.remap.RemapDifference.BeforeAfter;
import io.hallpass.normalize.remap.RemapDifference.Reason;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What would change, as a person reads it. */
public final class RemapText {
  private static final int WIDEST = 48;

  private final PrintWriter out;

  private RemapText(PrintWriter out) {
    this.out = out;
  }

  /** Prints it. */
  public static void print(Remap remap, PrintWriter out) {
    RemapText text = new RemapText(out);
    remap.changed().forEach((source, what) -> text.source(source, what, remap));
    remap
        .gone()
        .forEach(
            (source, rows) ->
                out.println(
                    "source "
                        + source
                        + ": no longer in the folder; all that its "
                        + rows
                        + " kept rows said would be taken back, but for denials"));
    if (remap.changed().isEmpty() && remap.gone().isEmpty()) {
      out.println(remap.district() + ": no mapping would change");
    } else {
      out.println("nothing was changed; 'hallpass apply' maps again from the rows kept here");
    }
    out.flush();
  }

  private void source(String source, RemapDifference what, Remap remap) {
    out.println("source " + source + ": " + what.rows() + " rows mapped with both mappings");
    remap.notes().get(source).forEach(note -> out.println("  note: " + note));
    if (what.entities().isEmpty()) {
      out.println("  no record would change");
    } else {
      records(what);
    }
    counts("rejected rows", what.rejected());
    counts("codes nobody knows", what.unknownCodes());
    out.println("  " + what.students() + " students touched, as this source names them");
    Optional.ofNullable(remap.students().get(source)).ifPresent(this::students);
    out.println();
  }

  private void students(TouchedStudents touched) {
    touched
        .students()
        .forEach(
            (student, entities) -> {
              StringBuilder line = new StringBuilder("  " + student);
              entities.forEach(
                  (entity, fields) ->
                      line.append("  ").append(name(entity)).append(": ").append(list(fields)));
              out.println(line);
            });
    if (touched.unknown() > 0) {
      out.println("  and " + touched.unknown() + " whom nobody registered, or several claim");
    }
    if (touched.more() > 0) {
      out.println("  and " + touched.more() + " more; --limit shows more of them");
    }
  }

  private static String name(String entity) {
    return entity.equals(StoredRow.REGISTRATION) ? "(registration)" : entity;
  }

  private static String list(Set<String> fields) {
    return String.join(", ", fields);
  }

  private void records(RemapDifference what) {
    TextTable table =
        new TextTable(List.of("records", "new", "gone", "changed", "not known"), WIDEST);
    what.entities()
        .forEach(
            (name, entity) -> {
              table.row(
                  List.of(
                      name(name),
                      Long.toString(entity.fresh()),
                      Long.toString(entity.gone()),
                      Long.toString(entity.changed()),
                      Long.toString(entity.unsure())));
              entity
                  .fields()
                  .forEach(
                      (field, count) ->
                          table.row(List.of("  " + field, "", "", Long.toString(count), "")));
            });
    print(table);
  }

  private void counts(String title, Map<Reason, BeforeAfter> counts) {
    if (counts.isEmpty()) {
      return;
    }
    TextTable table = new TextTable(List.of(title, "column", "now", "then"), WIDEST);
    counts.forEach(
        (reason, count) ->
            table.row(
                List.of(
                    (reason.resource() + " " + reason.code()).strip(),
                    reason.column(),
                    Long.toString(count.before()),
                    Long.toString(count.after()))));
    print(table);
  }

  private void print(TextTable table) {
    table.lines().forEach(line -> out.println(("  " + line).stripTrailing()));
  }
}
