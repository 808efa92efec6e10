package io.hallpass.synthetic.roster;

import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.school.Course;
import io.hallpass.synthetic.school.Grades;
import io.hallpass.synthetic.school.School;
import io.hallpass.synthetic.school.SchoolClass;
import io.hallpass.synthetic.school.SchoolYear;
import io.hallpass.synthetic.school.Schools;
import java.util.List;
import java.util.stream.Stream;

/** Rows about no one: organizations, sessions, courses, classes. */
final class OrgRows {
  static final String YEAR = "year-2026";
  static final String FIRST_SEMESTER = "sem-2026-1";
  static final String SECOND_SEMESTER = "sem-2026-2";

  private static final String NAME = Integer.toString(SchoolYear.NAME);

  private OrgRows() {}

  static Stream<List<String>> sessions(SyntheticDistrict district) {
    String start = SchoolYear.FIRST_DAY.toString();
    String half = SchoolYear.SECOND_SEMESTER.toString();
    String end = SchoolYear.LAST_DAY.toString();
    return Stream.of(
        List.of(YEAR, "", "", "School Year 2025-26", "schoolYear", start, end, "", NAME),
        List.of(FIRST_SEMESTER, "", "", "First Semester", "semester", start, half, YEAR, NAME),
        List.of(SECOND_SEMESTER, "", "", "Second Semester", "semester", half, end, YEAR, NAME));
  }

  static Stream<List<String>> orgs(SyntheticDistrict district) {
    List<String> top =
        List.of(
            Schools.DISTRICT, "", "", "Public Schools of " + city(district), "district", "1", "");
    return Stream.concat(Stream.of(top), district.schools().all().stream().map(OrgRows::org));
  }

  private static String city(SyntheticDistrict district) {
    return district.student(0).family().home().city();
  }

  private static List<String> org(School school) {
    return List.of(
        school.sourcedId(),
        "",
        "",
        school.name(),
        "school",
        Integer.toString(school.number()),
        Schools.DISTRICT);
  }

  static Stream<List<String>> courses(SyntheticDistrict district) {
    return Course.all().stream()
        .map(
            course ->
                List.of(
                    course.sourcedId(),
                    "",
                    "",
                    YEAR,
                    course.title(),
                    course.code(),
                    Grades.ceds(course.grade()),
                    Schools.DISTRICT,
                    course.subject(),
                    ""));
  }

  static Stream<List<String>> classes(SyntheticDistrict district) {
    return district.schools().classes().map(OrgRows::schoolClass);
  }

  private static List<String> schoolClass(SchoolClass c) {
    String terms = FIRST_SEMESTER + "," + SECOND_SEMESTER;
    return List.of(
        c.sourcedId(),
        "",
        "",
        c.title(),
        Grades.ceds(c.grade()),
        c.course().sourcedId(),
        c.course().code() + "-" + (c.section() + 1),
        "scheduled",
        "Room " + (100 + c.teacher()),
        c.school().sourcedId(),
        terms,
        c.course().subject(),
        "",
        Integer.toString(c.period() + 1));
  }
}
