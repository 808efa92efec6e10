package io.hallpass.synthetic.expected;

import io.hallpass.synthetic.folder.DistrictFolder;
import io.hallpass.synthetic.roster.RosterRow;
import java.util.List;

/** Fields of the records that are nobody's. */
final class ReferenceFields {
  private static final String ORG = "org";
  private static final String SESSION = "academic-session";

  private ReferenceFields() {}

  static Fields org(RosterRow row) {
    return new Fields()
        .text("name", row.text("name"))
        .text("type", row.text("type"))
        .text("identifier", row.text("identifier"))
        .reference("parentId", DistrictFolder.ROSTER, ORG, row.text("parentSourcedId"));
  }

  static Fields session(RosterRow row) {
    return new Fields()
        .text("title", row.text("title"))
        .text("type", row.text("type"))
        .date("startDate", row.text("startDate"))
        .date("endDate", row.text("endDate"))
        .reference("parentId", DistrictFolder.ROSTER, SESSION, row.text("parentSourcedId"))
        .whole("schoolYear", row.text("schoolYear"));
  }

  static Fields course(RosterRow row) {
    return new Fields()
        .text("title", row.text("title"))
        .text("courseCode", row.text("courseCode"))
        .reference("schoolYearId", DistrictFolder.ROSTER, SESSION, row.text("schoolYearSourcedId"))
        .reference("orgId", DistrictFolder.ROSTER, ORG, row.text("orgSourcedId"))
        .list("grades", row.text("grades"), ",")
        .list("subjects", row.text("subjects"), ",")
        .list("subjectCodes", row.text("subjectCodes"), ",");
  }

  static Fields schoolClass(RosterRow row) {
    List<String> terms = Fields.parts(row.text("termSourcedIds"), ",");
    return new Fields()
        .text("title", row.text("title"))
        .text("classCode", row.text("classCode"))
        .text("classType", row.text("classType"))
        .text("location", row.text("location"))
        .list("grades", row.text("grades"), ",")
        .list("subjects", row.text("subjects"), ",")
        .list("subjectCodes", row.text("subjectCodes"), ",")
        .list("periods", row.text("periods"), ",")
        .reference("courseId", DistrictFolder.ROSTER, "course", row.text("courseSourcedId"))
        .reference("schoolId", DistrictFolder.ROSTER, ORG, row.text("schoolSourcedId"))
        .reference("sessionId", DistrictFolder.ROSTER, SESSION, terms.get(0))
        .reference("lastSessionId", DistrictFolder.ROSTER, SESSION, terms.get(terms.size() - 1));
  }

  static Fields lineItem(RosterRow row) {
    String session = row.text("academicSessionSourcedId");
    return new Fields()
        .text("title", row.text("title"))
        .text("description", row.text("description"))
        .date("assignDate", row.text("assignDate"))
        .date("dueDate", row.text("dueDate"))
        .reference("classId", DistrictFolder.ROSTER, "class", row.text("classSourcedId"))
        .reference("schoolId", DistrictFolder.ROSTER, ORG, row.text("schoolSourcedId"))
        .reference("sessionId", DistrictFolder.ROSTER, SESSION, session)
        .number("resultValueMin", row.text("resultValueMin"))
        .number("resultValueMax", row.text("resultValueMax"));
  }
}
