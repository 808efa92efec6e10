-- The database of an invented student information system, "Northstar SIS", as its vendor made it:
-- own names, own codes, secrets beside records, and two tables without a primary key.
CREATE SCHEMA sis;

CREATE TABLE sis.pupil (
  pupil_no bigint PRIMARY KEY,
  state_no text NOT NULL UNIQUE,
  first_nm text NOT NULL,
  middle_nm text,
  last_nm text NOT NULL,
  dob date NOT NULL,
  sex_cd text,
  school_no integer NOT NULL,
  grade_cd text NOT NULL,
  homeroom text,
  entry_dt date NOT NULL,
  entry_cd text NOT NULL,
  exit_dt date,
  exit_cd text,
  street text,
  city text,
  zip text,
  tel text,
  ssn text NOT NULL,
  portal_pw text NOT NULL
);

CREATE TABLE sis.pupil_sped (
  case_no text PRIMARY KEY,
  pupil_no bigint NOT NULL,
  dis_cd text NOT NULL,
  dis_all text NOT NULL,
  setting_cd text,
  iep_from date,
  iep_to date,
  review_dt date,
  minutes_wk integer,
  services text
);

CREATE TABLE sis.pupil_504 (
  plan_no bigint PRIMARY KEY,
  pupil_no bigint NOT NULL,
  from_dt date,
  review_dt date,
  accom text
);

CREATE TABLE sis.incident (
  inc_no bigint,
  pupil_no bigint,
  inc_dt date NOT NULL,
  inc_tm text,
  loc_cd text,
  role_cd text,
  kind_cd text NOT NULL,
  action_cd text,
  action_days numeric(4, 1),
  narrative text,
  PRIMARY KEY (inc_no, pupil_no)
);

CREATE TABLE sis.meal_status (
  pupil_no bigint PRIMARY KEY,
  elig_cd text NOT NULL,
  basis_cd text,
  from_dt date
);

CREATE TABLE sis.health_note (
  note_no bigint PRIMARY KEY,
  pupil_no bigint NOT NULL,
  kind_cd text NOT NULL,
  noted_on date NOT NULL,
  alert boolean NOT NULL,
  items text,
  note text
);
-- Long notes are kept out of the row, so an update of another column does not log them again.
ALTER TABLE sis.health_note ALTER COLUMN note SET STORAGE EXTERNAL;

CREATE TABLE sis.attend_day (
  pupil_no bigint,
  day date,
  status_cd text NOT NULL,
  reason_cd text,
  minutes_missed integer,
  PRIMARY KEY (pupil_no, day)
);

CREATE TABLE sis.living_sit (
  pupil_no bigint,
  kind_cd text,
  night_cd text,
  since date,
  until date,
  PRIMARY KEY (pupil_no, kind_cd)
);

CREATE TABLE sis.ell (
  pupil_no bigint PRIMARY KEY,
  level_cd text,
  home_lang text,
  prog_cd text,
  entered_on date,
  exited_on date
);

CREATE TABLE sis.bus (
  pupil_no bigint,
  dir_cd text,
  route_no text,
  stop_nm text,
  stop_tm text,
  PRIMARY KEY (pupil_no, dir_cd)
);

CREATE TABLE sis.opt_out_form (
  form_no text PRIMARY KEY,
  pupil_no bigint NOT NULL,
  recipient text NOT NULL,
  cat_cds text NOT NULL,
  decision_cd text NOT NULL,
  signed_on date NOT NULL,
  signer text,
  signer_rel text
);

-- No primary key, and captured.
CREATE TABLE sis.pupil_flag (
  pupil_no bigint NOT NULL,
  flag text NOT NULL,
  since date
);

-- No primary key, and nobody's business.
CREATE TABLE sis.audit_log (
  at timestamptz NOT NULL,
  who text NOT NULL,
  what text NOT NULL
);
