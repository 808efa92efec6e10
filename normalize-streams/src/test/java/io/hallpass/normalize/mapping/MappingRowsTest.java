package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hallpass.runtime.topics.ErrorCode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What rows become. */
class MappingRowsTest {
  private static final Mapping MAPPING =
      Samples.load(
          """
          mapping: pupils
          resources:
            pupil:
              key: [no]
              emit:
                - register: student
                  when: row.kind == 'S'
                  person: { system: sis, value: row.no }
                - entity: student
                  id: row.no
                  when: row.kind == 'S'
                  person: { system: sis, value: row.no, also: [{ system: state, value: row.state }] }
                  fields:
                    sourcedId: row.no
                    givenName: row['First Name']
                    grade: code('grade', row.grade)
                    enabledUser: row.enabled
                    graduationYear: row.year
                    userIds: split(row.ids, ';')
                    primaryOrgId: ref('org', row.school, 'roster')
                - entity: demographics
                  id: row.no
                  when: row.kind == 'S'
                  person: { system: sis, value: row.no }
                  fields: { birthDate: "date(row.born, 'M/d/yyyy')", sex: row.sex }
                - register: guardian
                  forEach: split(row.parents, ',')
                  as: parent
                  when: parent != row.no
                  person: { system: sis, value: parent }
                  of: { system: sis, value: row.no }
                - entity: guardian
                  forEach: row.parents.split(',')
                  id: row.no + '/' + item
                  person: { system: sis, value: item }
                  fields: { sourcedId: item }
                - entity: staff
                  id: row.no
                  when: row.kind == 'T'
                  person: { system: sis, value: row.no }
                  fields: { sourcedId: row.no }
            ATT_DAY:
              key: [no, day]
              emit:
                - entity: attendance-event
                  id: row.no + '/' + row.day
                  person: { system: sis, value: row.pupil }
                  fields:
                    eventDate: row.day
                    attendanceEventType: row.type
                - entity: program-participation
                  id: row.no + '/' + row.day
                  when: row.program != ''
                  person: { system: sis, value: row.pupil }
                  fields: { programType: row.program }
            rooms:
              key: [no]
              file: Rooms 2026.csv
              emit:
                - entity: class
                  id: row.no
                  fields: { title: "row.title.substring(0, int(row.length))", credits: 1.5 }
          """);

  @Test
  void everyFieldIsWrittenInTheSchemasOrderWithoutTheStudent() {
    MapResult.Mapped mapped =
        Samples.mapped(
            MAPPING,
            "pupil",
            Samples.row(
                "no",
                "7",
                "kind",
                "S",
                "First Name",
                "Ann Ä",
                "grade",
                "9",
                "enabled",
                "Y",
                "year",
                "2030",
                "ids",
                "a; b;;c",
                "school",
                "12",
                "born",
                "2/29/2012",
                "sex",
                "Female",
                "state",
                "WA-7"));

    Emission.Record student = record(mapped, "student");
    RecordIds ids = Samples.ids();
    assertThat(Samples.fields(student))
        .isEqualTo(
            new HashMap<>(
                Map.of(
                    "recordId",
                    ids.id("sis", "student", "7").toString(),
                    "sourcedId",
                    "7",
                    "givenName",
                    "Ann Ä",
                    "grade",
                    "09",
                    "enabledUser",
                    true,
                    "graduationYear",
                    2030,
                    "userIds",
                    List.of("a", "b", "c"),
                    "primaryOrgId",
                    ids.id("roster", "org", "12").toString())));
    assertThat(student.recordId()).isEqualTo(ids.id("sis", "student", "7"));
    assertThat(student.role()).isEqualTo(Role.STUDENT);
    assertThat(student.person()).isEqualTo("sis:7");
    assertThat(student.also()).containsExactly("state:WA-7");
    assertThat(student.consent() || student.denial()).isFalse();
    assertThat(Samples.fields(record(mapped, "demographics")))
        .containsEntry("birthDate", (int) LocalDate.of(2012, 2, 29).toEpochDay())
        .containsEntry("sex", "Female");
    assertThat(mapped.unknownCodes()).isEmpty();
    assertThat(mapped.reported()).isEmpty();
  }

  @Test
  void nullAbsentAndEmptyAreTheSameAndGiveNoValue() {
    Map<String, String> withNull = new HashMap<>(Map.of("no", "7", "kind", "S", "grade", ""));
    withNull.put("year", null);

    MapResult.Mapped mapped = Samples.mapped(MAPPING, "pupil", Row.of(withNull));

    assertThat(Samples.fields(record(mapped, "student"))).containsOnlyKeys("recordId", "sourcedId");
    assertThat(record(mapped, "student").also()).isEmpty();
  }

  @Test
  void aRowEmitsForEachElementOnceAndSkipsEmptyOnes() {
    MapResult.Mapped mapped =
        Samples.mapped(MAPPING, "pupil", Samples.row("no", "7", "parents", "g1,g2,,g1,7"));

    assertThat(Samples.of(Emission.Registration.class, mapped))
        .extracting(
            Emission.Registration::role, Emission.Registration::person, Emission.Registration::of)
        .containsExactly(
            tuple(Role.GUARDIAN, "sis:g1", Optional.of("sis:7")),
            tuple(Role.GUARDIAN, "sis:g2", Optional.of("sis:7")));
    assertThat(Samples.of(Emission.Record.class, mapped))
        .extracting(Emission.Record::entity, Emission.Record::role, Emission.Record::person)
        .containsExactly(
            tuple("guardian", Role.GUARDIAN, "sis:g1"),
            tuple("guardian", Role.GUARDIAN, "sis:g2"),
            tuple("guardian", Role.GUARDIAN, "sis:7"));
  }

  @Test
  void aRegistrationKeepsItsIdWhenOtherColumnsChange() {
    UUID before = registration("no", "7", "kind", "S", "grade", "9");

    assertThat(registration("no", "7", "kind", "S", "grade", "10")).isEqualTo(before);
    assertThat(registration("no", "8", "kind", "S", "grade", "9")).isNotEqualTo(before);
    assertThat(
            Samples.of(
                Emission.Registration.class,
                Samples.mapped(MAPPING, "pupil", Samples.row("no", "7", "parents", "a,b"))))
        .extracting(Emission.Registration::registrationId)
        .doesNotHaveDuplicates()
        .doesNotContain(before);
  }

  @Test
  void recordsOfReferenceEntitiesWithAPersonBelongToStaff() {
    MapResult.Mapped mapped = Samples.mapped(MAPPING, "pupil", Samples.row("no", "7", "kind", "T"));

    assertThat(record(mapped, "staff").role()).isEqualTo(Role.STAFF);
  }

  @Test
  void aReferenceRecordWithoutPersonIsNobodys() {
    MapResult.Mapped mapped =
        Samples.mapped(MAPPING, "rooms", Samples.row("no", "1", "title", "Algebra", "length", "3"));

    assertThat(mapped.emissions()).hasOnlyElementsOfType(Emission.Reference.class);
    assertThat(Samples.fields(mapped.emissions().get(0)))
        .containsEntry("title", "Alg")
        .containsEntry("credits", 1.5);
  }

  @Test
  void aRowThatNoConditionAllowsGivesNothing() {
    assertThat(Samples.mapped(MAPPING, "pupil", Samples.row("no", "7", "kind", "X")).emissions())
        .isEmpty();
  }

  @Test
  void anUnknownCodeEmptiesAnOptionalFieldAndIsCounted() {
    MapResult.Mapped mapped =
        Samples.mapped(
            MAPPING,
            "pupil",
            Samples.row("no", "7", "kind", "S", "grade", "99th", "sex", "female"));

    assertThat(Samples.fields(record(mapped, "student"))).doesNotContainKey("grade");
    assertThat(Samples.fields(record(mapped, "demographics"))).doesNotContainKey("sex");
    assertThat(mapped.unknownCodes()).containsExactly("student.grade", "demographics.sex");
  }

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
  void anEmptyIdRejectsTheRow() {
    Mapping mapping =
        Samples.load(
            """
            mapping: m
            resources:
              r:
                key: [no]
                emit:
                  - { entity: org, id: "row.no.replace('x', '')", fields: { name: row.no } }
            """);

    assertThat(Samples.map(mapping, "r", Samples.row("no", "xx")))
        .isEqualTo(new MapResult.Rejected(ErrorCode.MISSING_ID, "org.id"));
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
  void theSystemOfAPersonMayComeFromTheRowButMustBeAName() {
    Mapping mapping =
        Samples.load(
            """
            mapping: m
            resources:
              r:
                key: [no]
                emit:
                  - { register: staff, person: { system: row.system, value: row.no } }
            """);

    assertThat(
            Samples.of(
                Emission.Registration.class,
                Samples.mapped(mapping, "r", Samples.row("no", "1", "system", "hr"))))
        .extracting(Emission.Registration::person)
        .containsExactly("hr:1");
    assertThat(Samples.map(mapping, "r", Samples.row("no", "1", "system", "h:r")))
        .isEqualTo(new MapResult.Rejected(ErrorCode.MISSING_PERSON, "register staff.person.value"));
  }

  @Test
  void aRejectedEmissionRejectsTheWholeRow() {
    MapResult result =
        Samples.map(MAPPING, "pupil", Samples.row("no", "1", "kind", "S", "born", "never"));

    assertThat(result).isInstanceOf(MapResult.Rejected.class);
  }

  @Test
  void nothingThatIsPrintedShowsAValue() {
    Row row = Samples.row("no", "1", "kind", "S", "First Name", "Canary");

    MapResult.Mapped mapped = Samples.mapped(MAPPING, "pupil", row);

    assertThat(row.toString()).doesNotContain("Canary");
    assertThat(mapped.toString()).doesNotContain("Canary").doesNotContain("sis:1");
  }

  private static UUID registration(String... cells) {
    return Samples.of(
            Emission.Registration.class, Samples.mapped(MAPPING, "pupil", Samples.row(cells)))
        .get(0)
        .registrationId();
  }

  private static Emission.Record record(MapResult.Mapped mapped, String entity) {
    return Samples.of(Emission.Record.class, mapped).stream()
        .filter(record -> record.entity().equals(entity))
        .findFirst()
        .orElseThrow();
  }

  private static void assertRejected(
      String resource, ErrorCode code, String field, String... cells) {
    assertThat(Samples.map(MAPPING, resource, Samples.row(cells)))
        .isEqualTo(new MapResult.Rejected(code, field));
  }
}
