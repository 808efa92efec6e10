package io.hallpass.synthetic.expected;

import io.hallpass.synthetic.folder.DistrictFolder;
import io.hallpass.synthetic.school.SchoolYear;
import io.hallpass.synthetic.sis.SisRow;
import io.hallpass.synthetic.sis.SisTable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What {@code mappings/northstar.yaml} must make of a row, said once more in Java. */
final class SisExpectation {
  private final Crosswalks codes = new Crosswalks();

  /** The record of this row of a student; empty where nothing is made of the table. */
  Optional<ExpectedRecord> of(int student, SisRow row) {
    String pupil = row.table() == SisTable.AUDIT_LOG ? "" : row.text("pupil_no");
    return switch (row.table()) {
      case PUPIL -> record(student, "school-enrollment", pupil, enrollment(row));
      case PUPIL_SPED ->
          record(student, "special-education", row.text("case_no"), specialEducation(row));
      case PUPIL_504 -> record(student, "section-504", row.text("plan_no"), section504(row));
      case INCIDENT ->
          record(student, "discipline-incident", row.text("inc_no") + "/" + pupil, incident(row));
      case MEAL_STATUS -> record(student, "meal-eligibility", pupil, meal(row));
      case HEALTH_NOTE -> record(student, "health-record", row.text("note_no"), health(row));
      case ATTEND_DAY ->
          record(student, "attendance-event", pupil + "/" + row.text("day"), attendance(row));
      case LIVING_SIT ->
          record(student, "living-situation", pupil + "/" + row.text("kind_cd"), living(row));
      case ELL -> record(student, "english-learner", pupil, english(row));
      case BUS -> record(student, "transportation", pupil + "/" + row.text("dir_cd"), bus(row));
      case PUPIL_FLAG ->
          record(student, "program-participation", pupil + "/" + row.text("flag"), program(row));
      case OPT_OUT_FORM -> record(student, "consent", row.text("form_no"), consent(row));
      case AUDIT_LOG -> Optional.empty();
    };
  }

  private static Optional<ExpectedRecord> record(
      int student, String entity, String vendorId, Fields fields) {
    if (!entity.equals("consent")) {
      fields.text("sourcedId", vendorId);
    }
    return Optional.of(
        new ExpectedRecord(
            entity, DistrictFolder.SIS, vendorId, OptionalInt.of(student), fields.all()));
  }

  private Fields enrollment(SisRow row) {
    return new Fields()
        .reference("schoolId", DistrictFolder.ROSTER, "org", "school-" + row.text("school_no"))
        .any("schoolYear", SchoolYear.NAME)
        .date("entryDate", row.text("entry_dt"))
        .text("entryType", codes.to("ns-entry", row.text("entry_cd")))
        .date("exitDate", row.text("exit_dt"))
        .text("exitType", codes.to("ns-exit", row.text("exit_cd")))
        .text("enrollmentStatus", "01811")
        .text("grade", codes.to("ns-grade", row.text("grade_cd")))
        .text("homeroom", row.text("homeroom"))
        .any("primarySchool", true);
  }

  private Fields specialEducation(SisRow row) {
    List<String> all =
        Fields.parts(row.text("dis_all"), ";").stream()
            .map(code -> codes.to("ns-disability", code))
            .toList();
    return new Fields()
        .text("programName", "Special Education")
        .any("ideaEligibility", true)
        .text("primaryDisability", codes.to("ns-disability", row.text("dis_cd")))
        .any("disabilities", all)
        .text("iepStatus", "Active")
        .text("setting", codes.to("ns-setting", row.text("setting_cd")))
        .date("iepBeginDate", row.text("iep_from"))
        .date("iepEndDate", row.text("iep_to"))
        .date("iepReviewDate", row.text("review_dt"))
        .any("specialEducationHoursPerWeek", Double.parseDouble(row.text("minutes_wk")) / 60)
        .list("services", row.text("services"), ";");
  }

  private static Fields section504(SisRow row) {
    return new Fields()
        .any("section504Eligibility", true)
        .date("beginDate", row.text("from_dt"))
        .date("reviewDate", row.text("review_dt"))
        .list("accommodations", row.text("accom"), ";")
        .any("accommodationPlan", true);
  }

  private Fields incident(SisRow row) {
    return new Fields()
        .text("incidentIdentifier", row.text("inc_no"))
        .date("incidentDate", row.text("inc_dt"))
        .text("incidentTime", row.text("inc_tm"))
        .text("incidentLocation", codes.to("ns-location", row.text("loc_cd")))
        .text("participationCode", codes.to("ns-part", row.text("role_cd")))
        .list("behaviors", codes.to("ns-behavior", row.text("kind_cd")), ";")
        .list("localBehaviors", row.text("kind_cd"), ";")
        .list("disciplineActions", codes.to("ns-action", row.text("action_cd")), ";")
        .number("disciplineActionLength", row.text("action_days"));
  }

  private Fields meal(SisRow row) {
    String basis = row.text("basis_cd");
    return new Fields()
        .text("freeReducedStatus", codes.to("ns-meal", row.text("elig_cd")))
        .date("beginDate", row.text("from_dt"))
        .any("directCertification", basis.equals("SNAP") || basis.equals("FOSTER"))
        .text("basis", basis);
  }

  private Fields health(SisRow row) {
    return new Fields()
        .text("recordType", codes.to("ns-health", row.text("kind_cd")))
        .date("recordDate", row.text("noted_on"))
        .truth("medicalAlert", row.text("alert"))
        .list("conditions", row.text("items"), ";")
        .text("carePlan", row.text("note"));
  }

  private Fields attendance(SisRow row) {
    return new Fields()
        .date("eventDate", row.text("day"))
        .text("attendanceEventType", "DailyAttendance")
        .text("attendanceEventCategory", codes.to("ns-attendance", row.text("status_cd")))
        .text("absentAttendanceCategory", codes.to("ns-absence", row.text("reason_cd")))
        .whole("minutesAbsent", row.text("minutes_missed"));
  }

  private Fields living(SisRow row) {
    String kind = row.text("kind_cd");
    return new Fields()
        .date("beginDate", row.text("since"))
        .date("endDate", row.text("until"))
        .any("homeless", kind.equals("H"))
        .text("homelessPrimaryNighttimeResidence", codes.to("ns-night", row.text("night_cd")))
        .any("fosterCare", kind.equals("F"))
        .any("migrant", kind.equals("M"));
  }

  private Fields english(SisRow row) {
    return new Fields()
        .any("englishLearner", row.text("exited_on").isEmpty())
        .text("limitedEnglishProficiency", codes.to("ns-level", row.text("level_cd")))
        .text("homeLanguage", row.text("home_lang"))
        .list("programServices", codes.to("ns-language-program", row.text("prog_cd")), ";")
        .date("beginDate", row.text("entered_on"))
        .date("endDate", row.text("exited_on"))
        .text("proficiencyLevel", row.text("level_cd"));
  }

  private Fields bus(SisRow row) {
    String way = row.text("dir_cd").equals("AM") ? "pickup" : "dropoff";
    return new Fields()
        .text("transportationType", "SchoolBus")
        .text("travelDirection", codes.to("ns-direction", row.text("dir_cd")))
        .text("busRoute", row.text("route_no"))
        .text(way + "Stop", row.text("stop_nm"))
        .text(way + "Time", row.text("stop_tm"));
  }

  private Fields program(SisRow row) {
    return new Fields()
        .text("programType", codes.to("ns-program", row.text("flag")))
        .text("programIdentifier", row.text("flag"))
        .date("beginDate", row.text("since"))
        .text("participationStatus", "Active");
  }

  private Fields consent(SisRow row) {
    List<String> categories =
        Fields.parts(row.text("cat_cds"), ";").stream()
            .map(code -> codes.to("ns-category", code))
            .toList();
    return new Fields()
        .text("decision", codes.to("ns-decision", row.text("decision_cd")))
        .text("recipient", row.text("recipient"))
        .any("categories", categories)
        .any("decidedAt", Instant.parse(row.text("signed_on") + "T12:00:00Z"))
        .text("holderRole", codes.to("ns-holder", row.text("signer_rel")))
        .text("holderName", row.text("signer"))
        .text("form", row.text("form_no"));
  }
}
