package io.hallpass.synthetic.sis;

import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.people.Student;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells what to do to the SIS so that its rows of one day become those of the next. */
public final class SisChanges {
  private SisChanges() {}

  /** What happens to one row. */
  public enum Operation {
    INSERT,
    UPDATE,
    DELETE
  }

  /**
   * A change of a row.
   *
   * @param operation what
   * @param before null at an insert
   * @param after null at a delete
   */
  public record RowChange(Operation operation, SisRow before, SisRow after) {
    /** The table of the row. */
    public SisTable table() {
      return (before != null ? before : after).table();
    }
  }

  /**
   * What changes for one student between two days, in the order an application would do it: deletes
   * with the pupil last, then updates and inserts with the pupil first.
   */
  public static List<RowChange> between(
      SyntheticDistrict before, SyntheticDistrict after, int student) {
    List<RowChange> deletes = new ArrayList<>();
    List<RowChange> others = new ArrayList<>();
    for (SisTable table : SisTable.values()) {
      Map<List<Object>, SisRow> old = rows(before, table, student);
      Map<List<Object>, SisRow> now = rows(after, table, student);
      old.forEach(
          (key, row) -> {
            if (!now.containsKey(key)) {
              deletes.add(new RowChange(Operation.DELETE, row, null));
            }
          });
      now.forEach(
          (key, row) -> {
            SisRow previous = old.get(key);
            if (previous == null) {
              others.add(new RowChange(Operation.INSERT, null, row));
            } else if (!previous.equals(row)) {
              others.add(new RowChange(Operation.UPDATE, previous, row));
            }
          });
    }
    Collections.reverse(deletes);
    deletes.addAll(others);
    return deletes;
  }

  private static Map<List<Object>, SisRow> rows(
      SyntheticDistrict district, SisTable table, int student) {
    Map<List<Object>, SisRow> rows = new LinkedHashMap<>();
    if (student < district.indexes() && district.present(student)) {
      Student s = district.student(student);
      table.rows(district, s).forEach(row -> rows.put(row.key(), row));
    }
    return rows;
  }
}
