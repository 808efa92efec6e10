package io.hallpass.synthetic.expected;

import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.people.Student;
import io.hallpass.synthetic.roster.RosterFile;
import io.hallpass.synthetic.sis.SisTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The records of the common schema that roster and SIS of a district on its day amount to, before
 * any consent is asked: what the district's own warehouse must hold, and what a test may compare
 * with. It knows the mappings' outcome, and none of Hallpass's code.
 */
public final class ExpectedRecords {
  private final SyntheticDistrict district;
  private final RosterExpectation roster = new RosterExpectation();
  private final SisExpectation sis = new SisExpectation();

  /** What to expect of this district on its day. */
  public ExpectedRecords(SyntheticDistrict district) {
    this.district = district;
  }

  /** Every record: the reference records, then each student's. */
  public Stream<ExpectedRecord> all() {
    return Stream.concat(reference(), district.students().flatMap(s -> of(s).stream()));
  }

  /** The records that are nobody's. */
  public Stream<ExpectedRecord> reference() {
    return Arrays.stream(RosterFile.values())
        .flatMap(file -> file.others(district))
        .flatMap(row -> roster.of(row).stream());
  }

  /** One student's records, consents included; none where the student is not there on the day. */
  public List<ExpectedRecord> of(int index) {
    return district.present(index) ? of(district.student(index)) : List.of();
  }

  private List<ExpectedRecord> of(Student student) {
    List<ExpectedRecord> records = new ArrayList<>();
    for (RosterFile file : RosterFile.values()) {
      file.rows(district, student)
          .forEach(row -> roster.of(student.index(), row).ifPresent(records::add));
    }
    student.family().guardians().forEach(g -> records.add(roster.guardian(student.index(), g)));
    for (SisTable table : SisTable.values()) {
      table
          .rows(district, student)
          .forEach(row -> sis.of(student.index(), row).ifPresent(records::add));
    }
    return records;
  }
}
