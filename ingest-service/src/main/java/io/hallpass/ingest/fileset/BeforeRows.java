package io.hallpass.ingest.fileset;

import io.hallpass.ingest.intake.Comparison;

/** Rows of a set that was taken. */
final class BeforeRows implements Pass.Rows {
  private final Comparison comparison;
  private final String school;
  private int column;

  /**
   * Rows to compare with.
   *
   * @param school the column of their school; empty where there is none
   */
  BeforeRows(Comparison comparison, String school) {
    this.comparison = comparison;
    this.school = school;
  }

  @Override
  public void begin(FileRows file) {
    column = file.column(school);
  }

  @Override
  public void row(FileRows file, FileRow.Taken row) {
    long key = Inspection.hash(row.key());
    if (row.value() == null) {
      comparison.beforeGone(key);
    } else {
      comparison.before(key, Inspection.hash(row.value()), file.text(column));
    }
  }

  @Override
  public void end() {
    comparison.settle();
  }
}
