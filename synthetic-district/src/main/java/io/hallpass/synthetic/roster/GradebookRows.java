package io.hallpass.synthetic.roster;

import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.people.Names;
import io.hallpass.synthetic.people.Student;
import io.hallpass.synthetic.random.Dice;
import io.hallpass.synthetic.random.Purpose;
import io.hallpass.synthetic.school.SchoolClass;
import io.hallpass.synthetic.school.SchoolYear;
import java.util.List;
import java.util.stream.Stream;

/** A small gradebook: one test in each class of the first period. */
final class GradebookRows {
  private static final String TESTS = "category-tests";
  private static final int HIGHEST_SCORE = 20;

  private GradebookRows() {}

  static Stream<List<String>> categories(SyntheticDistrict district) {
    return Stream.of(List.of(TESTS, "", "", "Tests", "100"));
  }

  static Stream<List<String>> lineItems(SyntheticDistrict district) {
    return district.schools().classes().filter(c -> c.period() == 0).map(GradebookRows::lineItem);
  }

  private static List<String> lineItem(SchoolClass c) {
    return List.of(
        lineItemId(c),
        "",
        "",
        "First test, " + c.course().subject(),
        "Chapters 1, 2 and \"3\"",
        SchoolYear.pastDay(10).toString(),
        SchoolYear.pastDay(20).toString(),
        c.sourcedId(),
        TESTS,
        OrgRows.FIRST_SEMESTER,
        "0",
        Integer.toString(HIGHEST_SCORE),
        c.school().sourcedId());
  }

  static Stream<List<String>> results(SyntheticDistrict district, Student s) {
    return Stream.of(result(district.seed(), s));
  }

  private static List<String> result(long seed, Student s) {
    Dice dice = Dice.of(seed, Purpose.GRADEBOOK, s.index());
    boolean missing = dice.perMille(30);
    SchoolClass c = s.schoolClass(0);
    return List.of(
        "result-" + s.pupilNo() + "-" + c.sourcedId(),
        "",
        "",
        lineItemId(c),
        s.sourcedId(),
        missing ? "not submitted" : "fully graded",
        missing ? "" : Integer.toString(dice.between(4, HIGHEST_SCORE)),
        SchoolYear.pastDay(22).toString(),
        dice.perMille(100) ? Names.remark(dice) : "",
        "",
        c.sourcedId(),
        "false",
        "false",
        Boolean.toString(dice.perMille(50)),
        Boolean.toString(missing));
  }

  private static String lineItemId(SchoolClass c) {
    return "item-" + c.sourcedId();
  }
}
