package io.hallpass.ingest.fileset;

import io.hallpass.ingest.intake.Comparison;

/** Rows of a set that was taken. */
final class BeforeRows implements Pass.Rows {
  private final Comparison comparison;
  private final RowSchool school;
  private boolean taken;
  private boolean refused;

  /**
   * Rows to compare with.
   *
   * @param school finds their school
   */
  BeforeRows(Comparison comparison, RowSchool school) {
    this.comparison = comparison;
    this.school = school;
  }

  @Override
  public void begin(FileRows file) {
    school.begin(file);
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
