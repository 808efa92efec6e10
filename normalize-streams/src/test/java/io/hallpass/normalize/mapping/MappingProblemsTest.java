package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that is wrong with a mapping is said at once, with its line. */
class MappingProblemsTest {

  @Test
  void allProblemsOfAFileAreReportedWithTheirLines() {
    String yaml =
        """
        mapping: broken
        owner: me
        resources:
          pupils:
            key: [no, no]
            emits: []
            emit:
              - entity: student
                id: row.no + row.name
                person: { system: sis }
                fields:
                  givenName: row.first ++ row.last
                  familyName: 5
                  grade: code('grades', row.grade)
                  schoolId: ref('org', row.school)
                  primaryOrgId: ref('course', row.school)
                  recordId: row.no
              - register: pupil
                when: row.kind
                person: { system: sis, value: name }
              - entity: lesson
                id: row.no
              - id: row.no
          Pupils:
            emit: 7
        """;

    assertThat(problems(yaml))
        .satisfiesExactly(
            p ->
                assertThat(p)
                    .startsWith(
                        "m.yaml:2: owner: is not known here; allowed are [mapping, resources]"),
            p -> assertThat(p).startsWith("m.yaml:5: pupils: key[1]: names the column 'no' twice"),
            p ->
                assertThat(p)
                    .startsWith(
                        "m.yaml:6: pupils: emits: is not known here; allowed are [emit, file, key]"),
            p ->
                assertThat(p)
                    .startsWith(
                        "m.yaml:9: pupils: student.id: must have a text between two columns"),
            p ->
                assertThat(p)
                    .startsWith("m.yaml:9: pupils: student.id: may use only the key columns (no)")
                    .endsWith("not name"),
            p -> assertThat(p).startsWith("m.yaml:10: pupils: student.person: lacks value:"),
            p ->
                assertThat(p)
                    .startsWith("m.yaml:12: pupils: student.givenName: extraneous input '+'"),
            p -> assertThat(p).startsWith("m.yaml:13: pupils: student.familyName: must give text"),
            p ->
                assertThat(p)
                    .startsWith("m.yaml:14: pupils: student.grade: there is no crosswalk 'grades'")
                    .contains("; there are: ", " grade,"),
            p ->
                assertThat(p)
                    .startsWith(
                        "m.yaml:15: pupils: student.schoolId: is no field of student; there are: "),
            p ->
                assertThat(p)
                    .startsWith(
                        "m.yaml:16: pupils: student.primaryOrgId: refers to org, so it must be ref('org', …)"),
            p ->
                assertThat(p)
                    .startsWith("m.yaml:17: pupils: student.recordId: is made by Hallpass"),
            p ->
                assertThat(p)
                    .startsWith(
                        "m.yaml:18: pupils: register pupil.register: must be student, staff or guardian, not 'pupil'"),
            p ->
                assertThat(p)
                    .startsWith("m.yaml:19: pupils: register pupil.when: must give true or false"),
            p ->
                assertThat(p)
                    .startsWith(
                        "m.yaml:20: pupils: register pupil.person.value: undeclared reference to 'name'")
                    .contains("row.column"),
            p ->
                assertThat(p)
                    .startsWith(
                        "m.yaml:21: pupils: lesson.entity: is no entity; there are: academic-session,"),
            p ->
                assertThat(p)
                    .startsWith(
                        "m.yaml:23: pupils: emit[3]: must have either entity: or register:"),
            p -> assertThat(p).startsWith("m.yaml:24: Pupils: would have the same topic as pupils"),
            p -> assertThat(p).startsWith("m.yaml:24: Pupils: lacks key:"),
            p -> assertThat(p).startsWith("m.yaml:25: Pupils: emit: must be a list"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "givenName: \"has(row.a) ? 'x' : 'y'\"|has() is always true",
        "givenName: row['a' + row.b]|row must be followed by the name of a column",
        "enabledUser: \"'a' in row\"|row must be followed by the name of a column",
        "userIds: row.a.split(',').map(row, 'x')|must have another name",
        "givenName: code(row.a, row.b)|the crosswalk of code() must be written out in quotes",
        "primaryOrgId: ref(row.a, row.b)|the entity of ref() must be written out in quotes",
        "primaryOrgId: ref('org', row.b, row.c)|the source of ref() must be written out in quotes",
        "primaryOrgId: row.org|must give a reference; ref('entity', row.column) makes one",
        "givenName: ref('org', row.org)|must give text",
        "givenName: row.a == 'x'|must give text",
        "userIds: row.ids|must give a list of texts; split(row.column, ',') makes one",
        "graduationYear: 1.5|must give a whole number",
        "graduationYear: \"'soon'\"|'soon' is no value of type INT",
        "grade: \"'9th'\"|'9th' is no code of grade-level; there are: 01, 02",
        "grade: code('sex', row.g)|crosswalk 'sex' gives what is no code of grade-level: 'Female' (sex.csv:2)",
        "grade: \"row.g == '' ? '' : code('sex', row.g)\"|crosswalk 'sex' gives what is no code of grade-level",
        "givenName: date(row.d, row.p)|the pattern of date() must be written out in quotes",
        "givenName: date(row.d, 'M/d/yy')|has a year of two digits",
        "givenName: date(row.d, 'M/yyyy')|is no pattern for dates; M/d/yyyy would be one",
        "givenName: date(row.d, 'blah')|is no pattern for dates",
        "givenName: item|undeclared reference to 'item'",
        "givenName: code('grade', 5)|found no matching overload for 'code' applied to '(string, int)'",
        "givenName:|must be an expression",
        "givenName: [a]|must be an expression"
      })
  void aFieldThatCannotWorkIsRefused(String field, String message) {
    String yaml =
        """
        mapping: m
        resources:
          r:
            key: [no]
            emit:
              - entity: student
                id: row.no
                person: { system: sis, value: row.no }
                fields:
                  %s
        """
            .formatted(field);

    assertThat(problems(yaml))
        .singleElement()
        .asString()
        .startsWith("m.yaml:10: r: student.")
        .contains(message);
  }

  static List<List<String>> entries() {
    return List.of(
        List.of("{ entity: student, id: row.no, fields: {} }", "lacks person:"),
        List.of("{ entity: org, fields: {} }", "lacks id:"),
        List.of("{ entity: org, id: \"'all'\", fields: {} }", "it lacks no"),
        List.of("{ entity: org, id: row.no == '1', fields: {} }", "must give text"),
        List.of("{ entity: org, id: row.no, id: row.no }", "a key stands once"),
        List.of("{ entity: org, register: staff, id: row.no }", "either entity: or register:"),
        List.of("{ entity: org, id: row.no, of: x }", "org.of: is not known here"),
        List.of("{ entity: org, id: row.no, forEach: row.list }", "must give a list of texts"),
        List.of(
            "{ entity: org, id: row.no, forEach: \"split(row.list, ',')\" }", "must use 'item'"),
        List.of("{ entity: org, id: row.no, as: x }", "there is none"),
        List.of(
            "{ entity: org, id: row.no + row, forEach: \"split(row.list, ',')\", as: row }",
            "none that is taken"),
        List.of(
            "{ entity: attendance-event, id: row.no, person: { system: s, value: row.no } }",
            "lacks the field eventDate"),
        List.of("{ register: staff }", "lacks person:"),
        List.of("{ register: guardian, person: { system: s, value: row.no } }", "lacks of:"),
        List.of(
            "{ register: staff, person: { system: s, value: row.no }, of: { system: s, value: row.a } }",
            "is for guardians only"),
        List.of(
            "{ register: staff, person: { system: s, value: row.no }, fields: {} }",
            "register staff.fields: is not known here"),
        List.of(
            "{ register: staff, person: { system: Big Name, value: row.no } }",
            "register staff.person.system: "),
        List.of(
            "{ register: staff, person: { system: s, value: row.no, also: [{ system: t }] } }",
            "lacks value:"),
        List.of(
            "{ register: staff, person: { system: s, value: row.no, alias: x } }",
            "person.alias: is not known here"));
  }

  @ParameterizedTest
  @MethodSource("entries")
  void anEntryThatCannotWorkIsRefused(List<String> entry) {
    String yaml =
        """
        mapping: m
        resources:
          r:
            key: [no]
            emit:
              - %s
        """
            .formatted(entry.get(0));

    assertThat(problems(yaml))
        .anySatisfy(p -> assertThat(p).startsWith("m.yaml:6: r: ").contains(entry.get(1)));
  }

  @Test
  void theLineInsideABlockIsCounted() {
    String yaml =
        """
        mapping: m
        resources:
          r:
            key: [no]
            emit:
              - entity: org
                id: row.no
                fields:
                  name: |
                    row.a +
                    row.b +
                    c
        """;

    assertThat(problems(yaml))
        .singleElement()
        .asString()
        .startsWith("m.yaml:12: r: org.name: undeclared reference to 'c'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|m.yaml:1: lacks mapping:",
        "''|m.yaml:1: lacks resources:",
        "'a: [b'|is not YAML",
        "a: b: c|a text with ': ' or ' #' in it stands in quotes",
        "- a|m.yaml:1: must be a map",
        "mapping: m|m.yaml:1: lacks resources",
        "resources: { r: { key: [a], emit: [] } }|lacks mapping",
        "{ mapping: m, resources: {} }|must have a resource at least",
        "{ mapping: m, resources: { \"-\": 1 } }|cannot be a part of a topic's name",
        "{ mapping: m, resources: { r: { key: [], emit: [] } } }|must be a list of columns"
      })
  void aFileOfAnotherFormIsRefused(String yaml, String message) {
    assertThat(problems(yaml)).anySatisfy(p -> assertThat(p).contains(message));
  }

  private static List<String> problems(String yaml) {
    MappingException refused =
        catchThrowableOfType(
            MappingException.class,
            () -> Mapping.load("m.yaml", yaml, Samples.CATALOGUE, StandardMappings.crosswalks()));
    assertThat(refused).isNotNull();
    return refused.problems().stream().map(MappingException.Problem::toString).toList();
  }

  @Test
  void aMappingWithoutCrosswalksNeedsNone() {
    Mapping mapping =
        Mapping.load(
            "m.yaml",
            "{ mapping: m, resources: { r: { key: [a], emit: [{ entity: org, id: row.a }] } } }",
            Samples.CATALOGUE,
            Map.of());

    assertThat(mapping.name()).isEqualTo("m");
  }
}
