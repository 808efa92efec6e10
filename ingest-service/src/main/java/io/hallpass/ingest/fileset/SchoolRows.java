package io.hallpass.ingest.fileset;

import io.hallpass.ingest.intake.KeySchools;

/** Rows that say the school of others. */
final class SchoolRows implements Pass.Rows {
  private final KeySchools schools;
  private final String name;
  private int column;

  /**
   * Rows to remember.
   *
   * @param name of the column that says their school
   */
  SchoolRows(KeySchools schools, String name) {
    this.schools = schools;
    this.name = name;
  }

  @Override
  public void begin(FileRows file) {
    column = file.column(name);
  }

  @Override
  public void row(FileRows file, FileRow.Taken row) {
    // What a delta deletes keeps its school: others are still counted for it.
    if (row.value() != null) {
      schools.add(Inspection.hash(row.key()), file.text(column));
    }
  }

  @Override
  public void end() {
    schools.settle();
  }
}
