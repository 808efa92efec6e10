package io.hallpass.ingest.fileset;

import io.hallpass.ingest.intake.Comparison;
import io.hallpass.ingest.intake.Intake;
import io.hallpass.ingest.intake.KeySet;
import io.hallpass.ingest.intake.References;
import io.hallpass.ingest.row.JsonBytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Rows of the set that is looked at. */
final class NowRows implements Pass.Rows {
  private final Comparison comparison;
  private final RowSchool school;
  private final Intake.Watched watched;
  private final Set<String> there = new HashSet<>();
  private final List<Column> columns = new ArrayList<>();
  private final JsonBytes json = new JsonBytes();
  private final List<String> unread = new ArrayList<>();

  /** A column with references. */
  private static final class Column {
    private final String name;
    private final byte[] keyName;
    private final KeySet keys;
    private final References references = new References();
    private int place;

    Column(String name, byte[] keyName, KeySet keys) {
      this.name = name;
      this.keyName = keyName;
      this.keys = keys;
    }
  }

  /**
   * Rows to compare.
   *
   * @param school finds their school
   * @param keys of resources that are referred to; references to others are not looked at
   */
  NowRows(
      Comparison comparison,
      RowSchool school,
      Intake.Watched watched,
      Format format,
      Map<String, KeySet> keys) {
    this.comparison = comparison;
    this.school = school;
    this.watched = watched;
    new TreeMap<>(watched.references())
        .forEach(
            (column, target) -> {
              if (keys.containsKey(target)) {
                byte[] name = JsonBytes.name(format.key(target));
                columns.add(new Column(column, name, keys.get(target)));
              }
            });
  }

  Comparison comparison() {
    return comparison;
  }

  /** Which of the columns that are looked at are there. */
  Set<String> columns() {
    return there;
  }

  /** What was counted, by column. */
  Map<String, References> references() {
    Map<String, References> all = new TreeMap<>();
    columns.forEach(column -> all.put(column.name, column.references));
    return all;
  }

  @Override
  public void begin(FileRows file) {
    school.begin(file);
    there.addAll(BeforeRows.watched(file, watched));
    columns.forEach(column -> column.place = file.column(column.name));
  }

  @Override
  public void row(FileRows file, FileRow.Taken row) {
    long key = Inspection.hash(row.key());
    if (row.value() == null) {
      comparison.nowGone(key);
      return;
    }
    comparison.now(key, Inspection.hash(row.value()), school.of(file));
    for (Column column : columns) {
      refer(column, file.text(column.place));
    }
  }

  /** A cell holds one key, or a list of them with commas between. */
  private void refer(Column column, String cell) {
    if (cell.isBlank()) {
      return;
    }
    boolean found = found(column, cell);
    if (found || cell.indexOf(',') < 0) {
      column.references.add(found);
      return;
    }
    for (String part : cell.split(",")) {
      if (!part.isBlank()) {
        column.references.add(found(column, part.strip()));
      }
    }
  }

  private boolean found(Column column, String key) {
    json.begin();
    json.field(column.keyName);
    json.text(key);
    return column.keys.has(Inspection.hash(json.end()));
  }

  @Override
  public void refused() {
    comparison.refused();
  }

  @Override
  public void unread(String why) {
    unread.add(why);
  }

  /** Places of files behind which nothing can be read, and why. */
  List<String> unread() {
    return unread;
  }

  @Override
  public void end() {
    // What was counted is looked at when all files were read.
  }
}
