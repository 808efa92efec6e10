package io.hallpass.synthetic.sis;

import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.people.Student;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The tables of the SIS, their columns in order, what tells their rows apart, and their rows. */
public enum SisTable {
  PUPIL(
      "pupil_no",
      "pupil_no,state_no,first_nm,middle_nm,last_nm,dob,sex_cd,school_no,grade_cd,homeroom,"
          + "entry_dt,entry_cd,exit_dt,exit_cd,street,city,zip,tel,ssn,portal_pw",
      PupilRows::pupil),
  PUPIL_SPED(
      "case_no",
      "case_no,pupil_no,dis_cd,dis_all,setting_cd,iep_from,iep_to,review_dt,minutes_wk,services",
      ProgramRows::specialEducation),
  PUPIL_504("plan_no", "plan_no,pupil_no,from_dt,review_dt,accom", ProgramRows::section504),
  INCIDENT(
      "inc_no,pupil_no",
      "inc_no,pupil_no,inc_dt,inc_tm,loc_cd,role_cd,kind_cd,action_cd,action_days,narrative",
      ConductRows::incidents),
  MEAL_STATUS("pupil_no", "pupil_no,elig_cd,basis_cd,from_dt", ProgramRows::meal),
  HEALTH_NOTE(
      "note_no", "note_no,pupil_no,kind_cd,noted_on,alert,items,note", ConductRows::healthNotes),
  ATTEND_DAY(
      "pupil_no,day", "pupil_no,day,status_cd,reason_cd,minutes_missed", ConductRows::absences),
  LIVING_SIT("pupil_no,kind_cd", "pupil_no,kind_cd,night_cd,since,until", ProgramRows::living),
  ELL("pupil_no", "pupil_no,level_cd,home_lang,prog_cd,entered_on,exited_on", ProgramRows::english),
  BUS("pupil_no,dir_cd", "pupil_no,dir_cd,route_no,stop_nm,stop_tm", ProgramRows::bus),
  OPT_OUT_FORM(
      "form_no",
      "form_no,pupil_no,recipient,cat_cds,decision_cd,signed_on,signer,signer_rel",
      PupilRows::forms),
  /** Without a primary key in the database; pupil and flag tell its rows apart. */
  PUPIL_FLAG("pupil_no,flag", "pupil_no,flag,since", PupilRows::flags),
  /** Without a primary key in the database; the time tells its rows apart. */
  AUDIT_LOG("at", "at,who,what", PupilRows::audit);

  private final List<String> key;
  private final List<String> columns;
  private final Rows rows;

  private interface Rows {
    Stream<SisRow> of(SyntheticDistrict district, Student student);
  }

  SisTable(String key, String columns, Rows rows) {
    this.key = List.of(key.split(","));
    this.columns = List.of(columns.split(","));
    this.rows = rows;
  }

  /** Without the schema: {@code pupil_sped}. */
  public String table() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** With the schema: {@code sis.pupil_sped}. */
  public String qualified() {
    return "sis." + table();
  }

  /** The columns no two rows agree in. */
  public List<String> key() {
    return key;
  }

  /** In the order of the table. */
  public List<String> columns() {
    return columns;
  }

  /** The student's rows on the district's day. */
  public List<SisRow> rows(SyntheticDistrict district, Student student) {
    return rows.of(district, student).toList();
  }

  /** Everybody's rows on the district's day, made as they are read. */
  public Stream<SisRow> rows(SyntheticDistrict district) {
    return district.students().flatMap(student -> rows.of(district, student));
  }
}
