package io.hallpass.ingest.fileset;

import io.hallpass.ingest.intake.Comparison;
import io.hallpass.ingest.intake.Intake;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows of a set that was taken. */
final class BeforeRows implements Pass.Rows {
  private final Comparison comparison;
  private final RowSchool school;
  private final Intake.Watched watched;
  private Set<String> columns = Set.of();
  private boolean taken;
  private boolean refused;

  /**
   * Rows to compare with.
   *
   * @param school finds their school
   */
  BeforeRows(Comparison comparison, RowSchool school, Intake.Watched watched) {
    this.comparison = comparison;
    this.school = school;
    this.watched = watched;
  }

  @Override
  public void begin(FileRows file) {
    school.begin(file);
    columns = watched(file, watched);
  }

  /** Which of the columns that are looked at a file has. */
  static Set<String> watched(FileRows file, Intake.Watched watched) {
    return watched.columns().stream()
        .filter(column -> file.column(column) >= 0)
        .collect(Collectors.toSet());
  }

  /** Those that the newest file had. */
  Set<String> columns() {
    return columns;
  }

  @Override
  public void row(FileRows file, FileRow.Taken row) {
    taken = true;
    long key = Inspection.hash(row.key());
    if (row.value() == null) {
      comparison.beforeGone(key);
    } else {
      comparison.before(key, Inspection.hash(row.value()), school.of(file));
    }
  }

  @Override
  public void refused() {
    refused = true;
  }

  /** Whether there were rows, and none that can be taken as it is mapped now. */
  boolean allRefused() {
    return refused && !taken;
  }

  @Override
  public void end() {
    comparison.settle();
  }
}
