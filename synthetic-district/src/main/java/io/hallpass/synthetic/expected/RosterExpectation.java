package io.hallpass.synthetic.expected;

import io.hallpass.synthetic.folder.DistrictFolder;
import io.hallpass.synthetic.people.Guardian;
import io.hallpass.synthetic.roster.RosterRow;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What the standard mapping of OneRoster 1.2 must make of a row, said once more in Java. */
final class RosterExpectation {
  private static final String ORG = "org";
  private static final String CLASS = "class";
  private static final String SESSION = "academic-session";
  private static final Map<String, String> SEX =
      Map.of(
          "female", "Female", "male", "Male", "other", "NonBinary", "unspecified", "NotSelected");

  /** The record of this row of a student. */
  Optional<ExpectedRecord> of(int student, RosterRow row) {
    return switch (row.file()) {
      case USERS -> record(OptionalInt.of(student), "student", row, student(row));
      case ROLES -> record(OptionalInt.of(student), "school-enrollment", row, enrolled(row));
      case DEMOGRAPHICS -> record(OptionalInt.of(student), "demographics", row, demographics(row));
      case ENROLLMENTS -> record(OptionalInt.of(student), "class-enrollment", row, attends(row));
      case RESULTS -> record(OptionalInt.of(student), "result", row, result(row));
      default -> Optional.empty();
    };
  }

  /** A guardian's record, which every child of the family has. */
  ExpectedRecord guardian(int student, Guardian g) {
    Fields fields =
        new Fields()
            .text("sourcedId", g.sourcedId())
            .text("username", g.sourcedId())
            .text("givenName", g.givenName())
            .text("familyName", g.familyName())
            .text("email", g.email())
            .text("phone", g.phone());
    return new ExpectedRecord(
        "guardian", DistrictFolder.ROSTER, g.sourcedId(), OptionalInt.of(student), fields.all());
  }

  /** The reference record of a row about no student. */
  Optional<ExpectedRecord> of(RosterRow row) {
    return switch (row.file()) {
      case ACADEMIC_SESSIONS -> reference(SESSION, row, ReferenceFields.session(row));
      case ORGS -> reference(ORG, row, ReferenceFields.org(row));
      case COURSES -> reference("course", row, ReferenceFields.course(row));
      case CLASSES -> reference(CLASS, row, ReferenceFields.schoolClass(row));
      case LINE_ITEMS -> reference("line-item", row, ReferenceFields.lineItem(row));
      case ENROLLMENTS -> reference("class-staff", row, teaches(row));
      case USERS ->
          row.text("sourcedId").startsWith("t-")
              ? reference("staff", row, staff(row))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<ExpectedRecord> reference(String entity, RosterRow row, Fields fields) {
    return record(OptionalInt.empty(), entity, row, fields);
  }

  private static Optional<ExpectedRecord> record(
      OptionalInt student, String entity, RosterRow row, Fields fields) {
    String id = row.text("sourcedId");
    fields.text("sourcedId", id);
    return Optional.of(
        new ExpectedRecord(entity, DistrictFolder.ROSTER, id, student, fields.all()));
  }

  private static Fields person(RosterRow row) {
    return new Fields()
        .text("identifier", row.text("identifier"))
        .text("username", row.text("username"))
        .text("givenName", row.text("givenName"))
        .text("middleName", row.text("middleName"))
        .text("familyName", row.text("familyName"))
        .text("preferredFirstName", row.text("preferredGivenName"))
        .text("preferredLastName", row.text("preferredFamilyName"))
        .text("email", row.text("email"))
        .text("phone", row.text("phone"))
        .text("sms", row.text("sms"))
        .truth("enabledUser", row.text("enabledUser"))
        .reference("primaryOrgId", DistrictFolder.ROSTER, ORG, row.text("primaryOrgSourcedId"));
  }

  private static Fields student(RosterRow row) {
    return person(row)
        .text("userMasterIdentifier", row.text("userMasterIdentifier"))
        .list("userIds", row.text("userIds"), ",")
        .text("preferredMiddleName", row.text("preferredMiddleName"))
        .text("pronouns", row.text("pronouns"))
        .text("grade", row.text("grades"));
  }

  private static Fields staff(RosterRow row) {
    return person(row);
  }

  private static Fields enrolled(RosterRow row) {
    return new Fields()
        .reference("schoolId", DistrictFolder.ROSTER, ORG, row.text("orgSourcedId"))
        .date("entryDate", row.text("beginDate"))
        .date("exitDate", row.text("endDate"))
        .any("primarySchool", row.text("roleType").equals("primary"));
  }

  private static Fields demographics(RosterRow row) {
    Fields fields =
        new Fields()
            .date("birthDate", row.text("birthDate"))
            .text("sex", SEX.getOrDefault(row.text("sex"), ""))
            .text("countryOfBirthCode", row.text("countryOfBirthCode"))
            .text("stateOfBirthAbbreviation", row.text("stateOfBirthAbbreviation"))
            .text("cityOfBirth", row.text("cityOfBirth"))
            .text("publicSchoolResidenceStatus", row.text("publicSchoolResidenceStatus"));
    for (String flag :
        row.file().columns().subList(5, row.file().columns().indexOf("countryOfBirthCode"))) {
      fields.truth(flag, row.text(flag));
    }
    return fields;
  }

  private static Fields attends(RosterRow row) {
    return new Fields()
        .reference("classId", DistrictFolder.ROSTER, CLASS, row.text("classSourcedId"))
        .reference("schoolId", DistrictFolder.ROSTER, ORG, row.text("schoolSourcedId"))
        .date("beginDate", row.text("beginDate"))
        .date("endDate", row.text("endDate"));
  }

  private static Fields teaches(RosterRow row) {
    return attends(row)
        .reference("staffId", DistrictFolder.ROSTER, "staff", row.text("userSourcedId"))
        .text("role", row.text("role"))
        .truth("primary", row.text("primary"));
  }

  private static Fields result(RosterRow row) {
    return new Fields()
        .reference("lineItemId", DistrictFolder.ROSTER, "line-item", row.text("lineItemSourcedId"))
        .reference("classId", DistrictFolder.ROSTER, CLASS, row.text("classSourcedId"))
        .text("scoreStatus", row.text("scoreStatus"))
        .number("score", row.text("score"))
        .text("textScore", row.text("textScore"))
        .date("scoreDate", row.text("scoreDate"))
        .text("comment", row.text("comment"))
        .truth("inProgress", row.text("inProgress"))
        .truth("incomplete", row.text("incomplete"))
        .truth("late", row.text("late"))
        .truth("missing", row.text("missing"));
  }
}
