package io.hallpass.synthetic.roster;

import io.hallpass.synthetic.Secrets;
import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.people.Family;
import io.hallpass.synthetic.people.Guardian;
import io.hallpass.synthetic.people.Race;
import io.hallpass.synthetic.people.Student;
import io.hallpass.synthetic.people.Teacher;
import io.hallpass.synthetic.school.Grades;
import io.hallpass.synthetic.school.SchoolClass;
import io.hallpass.synthetic.school.SchoolYear;
import io.hallpass.synthetic.school.Schools;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows about people: students, teachers, guardians. */
final class UserRows {
  private static final long TEACHERS = 1L << 40;
  private static final long GUARDIANS = 1L << 41;

  private UserRows() {}

  static Stream<List<String>> users(SyntheticDistrict district, Student student) {
    return Stream.of(student(district, student));
  }

  static Stream<List<String>> otherUsers(SyntheticDistrict district) {
    Stream<List<String>> teachers = district.teachers().map(t -> teacher(district, t));
    Stream<List<String>> guardians =
        district
            .families()
            .flatMap(
                family ->
                    IntStream.range(0, family.guardians().size())
                        .mapToObj(i -> guardian(district, family, i)));
    return Stream.concat(teachers, guardians);
  }

  private static List<String> student(SyntheticDistrict district, Student s) {
    String agents =
        s.family().guardians().stream().map(Guardian::sourcedId).collect(Collectors.joining(","));
    return List.of(
        s.sourcedId(),
        "",
        "",
        "true",
        "st" + s.pupilNo(),
        "{LDAP:st" + s.pupilNo() + "}",
        s.givenName(),
        s.familyName(),
        s.middleName(),
        s.stateNo(),
        s.email(),
        "",
        s.phone(),
        agents,
        Grades.ceds(s.grade()),
        Secrets.of(Secrets.ROSTER_PASSWORD, district.seed(), s.index()),
        s.stateNo(),
        "",
        s.preferredName(),
        "",
        "",
        s.school().sourcedId(),
        "");
  }

  private static List<String> teacher(SyntheticDistrict district, Teacher t) {
    return List.of(
        t.sourcedId(),
        "",
        "",
        "true",
        t.sourcedId(),
        "",
        t.givenName(),
        t.familyName(),
        "",
        "T" + t.school().number() + "-" + t.ordinal(),
        t.email(),
        "",
        "",
        "",
        "",
        Secrets.of(Secrets.ROSTER_PASSWORD, district.seed(), TEACHERS + t.index()),
        "",
        "",
        "",
        "",
        "",
        t.school().sourcedId(),
        "");
  }

  private static List<String> guardian(SyntheticDistrict district, Family family, int ordinal) {
    Guardian g = family.guardians().get(ordinal);
    String children =
        IntStream.range(family.first(), family.first() + family.children())
            .filter(district::present)
            .mapToObj(i -> district.student(i).sourcedId())
            .collect(Collectors.joining(","));
    long secret = GUARDIANS + family.first() * 4L + ordinal;
    return List.of(
        g.sourcedId(),
        "",
        "",
        "true",
        g.sourcedId(),
        "",
        g.givenName(),
        g.familyName(),
        "",
        "",
        g.email(),
        "",
        g.phone(),
        children,
        "",
        Secrets.of(Secrets.ROSTER_PASSWORD, district.seed(), secret),
        "",
        "",
        "",
        "",
        "",
        "",
        "");
  }

  static Stream<List<String>> roles(SyntheticDistrict district, Student s) {
    return Stream.of(role(s.sourcedId(), "student", s.school().sourcedId()));
  }

  static Stream<List<String>> otherRoles(SyntheticDistrict district) {
    Stream<List<String>> teachers =
        district.teachers().map(t -> role(t.sourcedId(), "teacher", t.school().sourcedId()));
    Stream<List<String>> guardians =
        district
            .families()
            .flatMap(family -> family.guardians().stream())
            .map(g -> role(g.sourcedId(), g.relation(), Schools.DISTRICT));
    return Stream.concat(teachers, guardians);
  }

  private static List<String> role(String user, String role, String org) {
    return List.of(
        "r-" + user,
        "",
        "",
        user,
        "primary",
        role,
        SchoolYear.FIRST_DAY.toString(),
        SchoolYear.LAST_DAY.toString(),
        org,
        "");
  }

  static Stream<List<String>> demographics(SyntheticDistrict district, Student student) {
    return Stream.of(demographics(student));
  }

  private static List<String> demographics(Student s) {
    return List.of(
        s.sourcedId(),
        "",
        "",
        s.birthDate().toString(),
        s.sex().roster(),
        flag(s, Race.AMERICAN_INDIAN_OR_ALASKA_NATIVE),
        flag(s, Race.ASIAN),
        flag(s, Race.BLACK_OR_AFRICAN_AMERICAN),
        flag(s, Race.NATIVE_HAWAIIAN_OR_OTHER_PACIFIC_ISLANDER),
        flag(s, Race.WHITE),
        Boolean.toString(s.races().size() > 1),
        Boolean.toString(s.hispanic()),
        "",
        "",
        s.index() % 3 == 0 ? s.family().home().city() : "",
        "");
  }

  private static String flag(Student s, Race race) {
    return Boolean.toString(s.races().contains(race));
  }

  static Stream<List<String>> enrollments(SyntheticDistrict district, Student s) {
    return IntStream.range(0, s.sections().size())
        .mapToObj(
            period ->
                enrollment(
                    s.enrollmentId(period), s.schoolClass(period), s.sourcedId(), "student", ""));
  }

  static Stream<List<String>> teaching(SyntheticDistrict district) {
    return district.schools().classes().map(c -> teaches(district.seed(), c));
  }

  private static List<String> teaches(long seed, SchoolClass c) {
    String teacher = Teacher.id(seed, c.school(), c.teacher());
    return enrollment("et-" + c.sourcedId(), c, teacher, "teacher", "true");
  }

  private static List<String> enrollment(
      String id, SchoolClass c, String user, String role, String primary) {
    return List.of(
        id,
        "",
        "",
        c.sourcedId(),
        c.school().sourcedId(),
        user,
        role,
        primary,
        SchoolYear.FIRST_DAY.toString(),
        SchoolYear.LAST_DAY.toString());
  }
}
