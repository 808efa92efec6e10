package io.hallpass.synthetic.roster;

import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.people.Student;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The files of a OneRoster 1.2 zip that a synthetic district has, with their columns in the order
 * of the 1EdTech CSV binding 1.2.1, and their rows. {@code status} and {@code dateLastModified} are
 * empty, as in bulk files.
 */
public enum RosterFile {
  ACADEMIC_SESSIONS(
      "academicSessions",
      "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear",
      RosterFile::nothing,
      OrgRows::sessions),
  CATEGORIES(
      "categories",
      "sourcedId,status,dateLastModified,title,weight",
      RosterFile::nothing,
      GradebookRows::categories),
  CLASSES(
      "classes",
      "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,"
          + "schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
      RosterFile::nothing,
      OrgRows::classes),
  COURSES(
      "courses",
      "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,"
          + "subjects,subjectCodes",
      RosterFile::nothing,
      OrgRows::courses),
  DEMOGRAPHICS(
      "demographics",
      "sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,"
          + "blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,"
          + "demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,"
          + "stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus",
      UserRows::demographics,
      district -> Stream.empty()),
  ENROLLMENTS(
      "enrollments",
      "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,"
          + "beginDate,endDate",
      UserRows::enrollments,
      UserRows::teaching),
  LINE_ITEMS(
      "lineItems",
      "sourcedId,status,dateLastModified,title,description,assignDate,dueDate,classSourcedId,"
          + "categorySourcedId,academicSessionSourcedId,resultValueMin,resultValueMax,"
          + "schoolSourcedId",
      RosterFile::nothing,
      GradebookRows::lineItems),
  ORGS(
      "orgs",
      "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
      RosterFile::nothing,
      OrgRows::orgs),
  RESULTS(
      "results",
      "sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,"
          + "scoreDate,comment,textScore,classSourcedId,inProgress,incomplete,late,missing",
      GradebookRows::results,
      district -> Stream.empty()),
  ROLES(
      "roles",
      "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,"
          + "orgSourcedId,userProfileSourcedId",
      UserRows::roles,
      UserRows::otherRoles),
  USERS(
      "users",
      "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,"
          + "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,"
          + "userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,"
          + "preferredFamilyName,primaryOrgSourcedId,pronouns",
      UserRows::users,
      UserRows::otherUsers);

  /** Every file a manifest of OneRoster 1.2 speaks of. */
  static final List<String> OF_THE_STANDARD =
      List.of(
          "academicSessions",
          "categories",
          "classes",
          "classResources",
          "courses",
          "courseResources",
          "demographics",
          "enrollments",
          "lineItemLearningObjectiveIds",
          "lineItems",
          "lineItemScoreScales",
          "orgs",
          "resources",
          "resultLearningObjectiveIds",
          "results",
          "resultScoreScales",
          "roles",
          "scoreScales",
          "userProfiles",
          "userResources",
          "users");

  private final String title;
  private final List<String> columns;
  private final OfStudent ofStudent;
  private final Function<SyntheticDistrict, Stream<List<String>>> others;

  private interface OfStudent {
    Stream<List<String>> rows(SyntheticDistrict district, Student student);
  }

  RosterFile(
      String title,
      String columns,
      OfStudent ofStudent,
      Function<SyntheticDistrict, Stream<List<String>>> others) {
    this.title = title;
    this.columns = List.of(columns.split(","));
    this.ofStudent = ofStudent;
    this.others = others;
  }

  private static Stream<List<String>> nothing(SyntheticDistrict district, Student student) {
    return Stream.empty();
  }

  /** As in the manifest: {@code academicSessions}. */
  public String title() {
    return title;
  }

  /** As in the zip: {@code academicSessions.csv}. */
  public String fileName() {
    return title + ".csv";
  }

  /** In the standard's order. */
  public List<String> columns() {
    return columns;
  }

  /** All rows of a district, in a fixed order, students' first, made as they are read. */
  public Stream<List<String>> rows(SyntheticDistrict district) {
    Stream<List<String>> students = district.students().flatMap(s -> ofStudent.rows(district, s));
    return Stream.concat(students, others.apply(district));
  }

  /** The rows about one student. */
  public List<RosterRow> rows(SyntheticDistrict district, Student student) {
    return ofStudent.rows(district, student).map(values -> new RosterRow(this, values)).toList();
  }

  /** The rows about no student: of teachers, guardians, schools, classes. */
  public Stream<RosterRow> others(SyntheticDistrict district) {
    return others.apply(district).map(values -> new RosterRow(this, values));
  }

  /** Whether it belongs to the gradebook service, which many rosters leave out. */
  public boolean gradebook() {
    return this == CATEGORIES || this == LINE_ITEMS || this == RESULTS;
  }
}
