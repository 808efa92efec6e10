package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.runtime.topics.ErrorCode;
import org.junit.jupiter.api.Test;

/** Rows that cannot be mapped are refused whole, with a code and the name of what is at fault. */
class RejectedRowsTest {
  @Test
  void anUnknownCodeRejectsTheRowWhereTheFieldIsRequired() {
    assertRejected(
        "ATT_DAY",
        ErrorCode.UNKNOWN_CODE,
        "program-participation.programType",
        "no",
        "1",
        "day",
        "2026-08-24",
        "pupil",
        "7",
        "program",
        "Chess");
  }

  @Test
  void anEmptyKeyColumnRejectsTheRow() {
    assertRejected("ATT_DAY", ErrorCode.MISSING_KEY, "day", "no", "1", "pupil", "7");
  }

  @Test
  void anEmptyPersonRejectsTheRow() {
    assertRejected(
        "ATT_DAY",
        ErrorCode.MISSING_PERSON,
        "attendance-event.person.value",
        "no",
        "1",
        "day",
        "2026-08-24");
  }

  @Test
  void blanksAreNoKeyNoPersonAndNoId() {
    assertRejected("ATT_DAY", ErrorCode.MISSING_KEY, "day", "no", "1", "day", "  ", "pupil", "7");
    assertRejected(
        "ATT_DAY",
        ErrorCode.MISSING_PERSON,
        "attendance-event.person.value",
        "no",
        "1",
        "day",
        "2026-08-24",
        "pupil",
        "          ");
  }

  @Test
  void anInvalidDateRejectsTheRow() {
    assertRejected(
        "ATT_DAY",
        ErrorCode.INVALID_DATE,
        "attendance-event.eventDate",
        "no",
        "1",
        "day",
        "24.8.2026",
        "pupil",
        "7");
    assertRejected(
        "pupil",
        ErrorCode.INVALID_DATE,
        "demographics.birthDate",
        "no",
        "1",
        "kind",
        "S",
        "born",
        "2/30/2012");
  }

  @Test
  void anInvalidNumberRejectsTheRow() {
    assertRejected(
        "pupil",
        ErrorCode.INVALID_VALUE,
        "student.graduationYear",
        "no",
        "1",
        "kind",
        "S",
        "year",
        "soon");
  }

  @Test
  void anEmptyRequiredFieldRejectsTheRow() {
    Mapping mapping =
        Samples.load(
            """
            mapping: m
            resources:
              r:
                key: [no]
                emit:
                  - entity: attendance-event
                    id: row.no
                    person: { system: sis, value: row.no }
                    fields: { eventDate: row.day }
            """);

    assertThat(Samples.map(mapping, "r", Samples.row("no", "1")))
        .isEqualTo(
            new MapResult.Rejected(ErrorCode.MISSING_REQUIRED, "attendance-event.eventDate"));
  }

  @Test
  void aRowThatGivesARecordTwiceIsRejected() {
    Mapping mapping =
        Samples.load(
            """
            mapping: m
            resources:
              r:
                key: [no]
                emit:
                  - { entity: org, id: row.no, when: row.school != '', fields: { name: row.school } }
                  - { entity: org, id: row.no, when: row.district != '', fields: { name: row.district } }
            """);

    assertThat(Samples.mapped(mapping, "r", Samples.row("no", "1", "school", "a")).emissions())
        .hasSize(1);
    assertThat(Samples.map(mapping, "r", Samples.row("no", "1", "school", "a", "district", "b")))
        .isEqualTo(new MapResult.Rejected(ErrorCode.DUPLICATE_RECORD, "org.id"));
  }

  @Test
  void anExpressionThatFailsRejectsTheRowAndRepeatsNothingOfIt() {
    assertRejected(
        "rooms",
        ErrorCode.EXPRESSION_FAILED,
        "class.title",
        "no",
        "1",
        "title",
        "secret",
        "length",
        "many");
    assertRejected(
        "rooms",
        ErrorCode.EXPRESSION_FAILED,
        "class.title",
        "no",
        "1",
        "title",
        "secret",
        "length",
        "99");
  }

  @Test
  void aConditionWhoseTypeShowsOnlyInTheRowMustBeBoolean() {
    Mapping mapping =
        Samples.load(
            """
            mapping: m
            resources:
              r:
                key: [no]
                emit:
                  - { entity: org, id: row.no, when: "dyn(row.no)", fields: { name: row.no } }
            """);

    assertThat(Samples.map(mapping, "r", Samples.row("no", "1")))
        .isEqualTo(new MapResult.Rejected(ErrorCode.CONDITION_NOT_BOOLEAN, "org.when"));
  }

  @Test
  void aRejectedEmissionRejectsTheWholeRow() {
    MapResult result =
        Samples.map(Pupils.MAPPING, "pupil", Samples.row("no", "1", "kind", "S", "born", "never"));

    assertThat(result).isInstanceOf(MapResult.Rejected.class);
  }

  private static void assertRejected(
      String resource, ErrorCode code, String field, String... cells) {
    assertThat(Samples.map(Pupils.MAPPING, resource, Samples.row(cells)))
        .isEqualTo(new MapResult.Rejected(code, field));
  }
}
