package io.hallpass.synthetic.expected;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.people.Student;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExpectedRecordsTest {
  private final SyntheticDistrict district = SyntheticDistrict.of(31, 1000);
  private final ExpectedRecords expected = new ExpectedRecords(district);

  @Test
  void everyStudentHasTheRecordsEverybodyHas() {
    Map<Integer, Set<String>> entities =
        expected
            .all()
            .filter(r -> r.student().isPresent())
            .collect(
                Collectors.groupingBy(
                    r -> r.student().getAsInt(),
                    Collectors.mapping(ExpectedRecord::entity, Collectors.toSet())));

    assertThat(entities).hasSize(1000);
    assertThat(entities.values())
        .allMatch(
            all ->
                all.containsAll(
                    List.of(
                        "student",
                        "demographics",
                        "class-enrollment",
                        "guardian",
                        "school-enrollment",
                        "meal-eligibility",
                        "result")));
  }

  @Test
  void noTwoRecordsOfAStudentHaveTheSameId() {
    List<List<Object>> ids =
        expected
            .all()
            .map(r -> List.<Object>of(r.entity(), r.source(), r.vendorId(), r.student()))
            .toList();

    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void everyReferenceLeadsToAnExpectedRecord() {
    Set<Reference> there =
        expected
            .reference()
            .map(r -> new Reference(r.source(), r.entity(), r.vendorId()))
            .collect(Collectors.toSet());
    Set<Object> named = new HashSet<>();
    expected
        .all()
        .flatMap(r -> r.fields().values().stream())
        .filter(Reference.class::isInstance)
        .forEach(named::add);

    assertThat(named).isNotEmpty();
    assertThat(new HashSet<Object>(there)).containsAll(named);
  }

  @Test
  void aRecordHoldsWhatTheStudentIs() {
    Student student = district.student(SyntheticDistrict.SHOWCASE);

    List<ExpectedRecord> records = expected.of(SyntheticDistrict.SHOWCASE);

    ExpectedRecord record =
        records.stream().filter(r -> r.entity().equals("student")).findFirst().orElseThrow();
    assertThat(record.fields())
        .containsEntry("givenName", student.givenName())
        .containsEntry("identifier", student.stateNo())
        .containsEntry(
            "primaryOrgId", new Reference("roster", "org", student.school().sourcedId()));
    assertThat(records.stream().filter(r -> r.entity().equals("class-enrollment")))
        .hasSize(student.sections().size());
    assertThat(records.stream().filter(r -> r.entity().equals("discipline-incident"))).hasSize(2);
  }

  @Test
  void anUnknownCodeIsAnAbsentField() {
    List<ExpectedRecord> meals =
        expected.all().filter(r -> r.entity().equals("meal-eligibility")).toList();

    assertThat(meals).anyMatch(r -> !r.fields().containsKey("freeReducedStatus"));
    assertThat(meals).anyMatch(r -> "Free".equals(r.fields().get("freeReducedStatus")));
  }
}
