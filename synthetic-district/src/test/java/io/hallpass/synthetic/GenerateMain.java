package io.hallpass.synthetic;

import io.hallpass.synthetic.roster.OneRosterZip;
import io.hallpass.synthetic.sis.SisTable;
import java.io.IOException;
import java.nio.file.Path;

/** Makes a roster and every row of a SIS, in a process of its own with little memory. */
final class GenerateMain {
  private GenerateMain() {}

  public static void main(String[] args) throws IOException {
    SyntheticDistrict district = SyntheticDistrict.of(1, Integer.parseInt(args[0]));
    OneRosterZip.write(Path.of(args[1]), district);
    long rows = 0;
    for (SisTable table : SisTable.values()) {
      rows += table.rows(district).count();
    }
    DayOfChanges day = DayOfChanges.after(district);
    if (rows < district.size() || day.sisChanges().isEmpty()) {
      throw new IllegalStateException("too few rows");
    }
  }
}
