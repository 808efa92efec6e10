package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneRosterMappingTest {
  private static final Mapping V11 = Samples.standard("oneroster-1.1-csv");
  private static final Mapping V12 = Samples.standard("oneroster-1.2-csv");

  @ParameterizedTest
  @ValueSource(strings = {"oneroster-1.1-csv", "oneroster-1.2-csv"})
  void nobodysPasswordIsCollected(String name) {
    List<String> columns =
        Samples.standard(name).resources().stream().flatMap(r -> r.columns().stream()).toList();

    assertThat(columns).contains("username", "sourcedId").doesNotContain("password");
  }

  @ParameterizedTest
  @ValueSource(strings = {"oneroster-1.1-csv", "oneroster-1.2-csv"})
  void aRowToBeDeletedGivesNothing(String name) {
    for (ResourceMapping resource : Samples.standard(name).resources()) {
      Row row =
          Samples.row(
              "sourcedId", "1", "status", "tobedeleted", "role", "student", "agentSourcedIds", "2");

      assertThat(resource.map(row, "roster", Samples.ids()))
          .as(resource.name())
          .isEqualTo(new MapResult.Mapped(List.of(), List.of(), List.of()));
    }
  }

  @Test
  void inVersion11AStudentsRowRegistersTheStudentAndItsGuardians() {
    MapResult.Mapped mapped =
        Samples.mapped(
            V11,
            "users",
            Samples.row(
                "sourcedId",
                "s1",
                "role",
                "student",
                "orgSourcedIds",
                "o1,o2",
                "agentSourcedIds",
                "g1,g2",
                "grades",
                "09",
                "identifier",
                "77",
                "givenName",
                "Ann",
                "enabledUser",
                "true"));

    assertThat(told(mapped))
        .containsExactly(
            "STUDENT oneroster:s1",
            "GUARDIAN oneroster:g1 of oneroster:s1",
            "GUARDIAN oneroster:g2 of oneroster:s1",
            "student oneroster:s1 also [state:77]",
            "school-enrollment oneroster:s1 also []",
            "school-enrollment oneroster:s1 also []");
    assertThat(Samples.fields(mapped.emissions().get(3)))
        .containsEntry("grade", "09")
        .containsEntry("givenName", "Ann")
        .containsEntry("primaryOrgId", id("org", "o1"));
    assertThat(Samples.fields(mapped.emissions().get(5)))
        .containsEntry("schoolId", id("org", "o2"));
  }

  @Test
  void inVersion11AGuardiansRowRegistersItForItsStudents() {
    MapResult.Mapped mapped =
        Samples.mapped(
            V11,
            "users",
            Samples.row("sourcedId", "g1", "role", "parent", "agentSourcedIds", "s1,s2"));

    assertThat(told(mapped))
        .containsExactly(
            "GUARDIAN oneroster:g1 of oneroster:s1",
            "GUARDIAN oneroster:g1 of oneroster:s2",
            "guardian oneroster:g1 also []");
  }

  @Test
  void inVersion11ATeachersRowRegistersStaff() {
    MapResult.Mapped mapped =
        Samples.mapped(V11, "users", Samples.row("sourcedId", "t1", "role", "teacher"));

    assertThat(told(mapped)).containsExactly("STAFF oneroster:t1", "staff oneroster:t1 also []");
    assertThat(Samples.fields(mapped.emissions().get(1))).containsEntry("role", "teacher");
  }

  @Test
  void inVersion12RolesRegister() {
    Row student =
        Samples.row(
            "sourcedId",
            "r1",
            "userSourcedId",
            "s1",
            "role",
            "student",
            "roleType",
            "primary",
            "orgSourcedId",
            "o1",
            "beginDate",
            "2026-08-24",
            "endDate",
            "2027-06-11");

    MapResult.Mapped mapped = Samples.mapped(V12, "roles", student);

    assertThat(told(mapped))
        .containsExactly("STUDENT oneroster:s1", "school-enrollment oneroster:s1 also []");
    assertThat(Samples.fields(mapped.emissions().get(1)))
        .containsEntry("schoolId", id("org", "o1"))
        .containsEntry("entryDate", (int) LocalDate.of(2026, 8, 24).toEpochDay())
        .containsEntry("primarySchool", true);
    assertThat(
            told(
                Samples.mapped(
                    V12,
                    "roles",
                    Samples.row("sourcedId", "r2", "userSourcedId", "t1", "role", "principal"))))
        .containsExactly("STAFF oneroster:t1");
    assertThat(
            told(
                Samples.mapped(
                    V12,
                    "roles",
                    Samples.row("sourcedId", "r3", "userSourcedId", "g1", "role", "parent"))))
        .isEmpty();
  }

  @Test
  void inVersion12AUserWithGradesIsAStudentAndOneWithoutMayBeAnybody() {
    MapResult.Mapped student =
        Samples.mapped(
            V12, "users", Samples.row("sourcedId", "s1", "grades", "KG", "agentSourcedIds", "g1"));
    MapResult.Mapped other =
        Samples.mapped(V12, "users", Samples.row("sourcedId", "g1", "agentSourcedIds", "s1"));

    assertThat(told(student))
        .containsExactly("GUARDIAN oneroster:g1 of oneroster:s1", "student oneroster:s1 also []");
    assertThat(told(other))
        .containsExactly(
            "GUARDIAN oneroster:s1 of oneroster:g1",
            "GUARDIAN oneroster:g1 of oneroster:s1",
            "student oneroster:g1 also []",
            "staff oneroster:g1 also []",
            "guardian oneroster:g1 also []");
  }

  @Test
  void anEnrollmentIsTheStudentsOrTheTeachers() {
    Map<String, String> row =
        Map.of(
            "sourcedId",
            "e1",
            "classSourcedId",
            "c1",
            "userSourcedId",
            "u1",
            "schoolSourcedId",
            "o1");
    for (Mapping mapping : List.of(V11, V12)) {
      MapResult.Mapped student =
          Samples.mapped(mapping, "enrollments", with(row, "role", "student"));
      MapResult.Mapped teacher =
          Samples.mapped(mapping, "enrollments", with(row, "role", "teacher"));

      assertThat(told(student)).containsExactly("class-enrollment oneroster:u1 also []");
      assertThat(told(teacher)).containsExactly("class-staff");
      assertThat(Samples.fields(teacher.emissions().get(0)))
          .containsEntry("staffId", id("staff", "u1"))
          .containsEntry("classId", id("class", "c1"))
          .containsEntry("role", "teacher");
    }
  }

  @Test
  void theRestIsMappedFieldByField() {
    assertThat(
            fields(
                V12,
                "classes",
                "sourcedId",
                "c1",
                "termSourcedIds",
                "t1,t2",
                "grades",
                "09,10",
                "classType",
                "scheduled"))
        .containsEntry("sessionId", id("academic-session", "t1"))
        .containsEntry("lastSessionId", id("academic-session", "t2"))
        .containsEntry("grades", List.of("09", "10"));
    assertThat(
            fields(
                V12,
                "academicSessions",
                "sourcedId",
                "t1",
                "type",
                "semester",
                "schoolYear",
                "2027"))
        .containsEntry("type", "semester")
        .containsEntry("schoolYear", 2027);
    assertThat(fields(V11, "courses", "sourcedId", "c1", "orgSourcedId", "o1", "courseCode", "M9"))
        .containsEntry("orgId", id("org", "o1"))
        .containsEntry("courseCode", "M9");
    assertThat(fields(V11, "orgs", "sourcedId", "o1", "type", "school", "parentSourcedId", "d"))
        .containsEntry("parentId", id("org", "d"));
    assertThat(
            fields(
                V12,
                "demographics",
                "sourcedId",
                "s1",
                "sex",
                "female",
                "asian",
                "true",
                "white",
                "false"))
        .containsEntry("sex", "Female")
        .containsEntry("asian", true)
        .containsEntry("white", false);
    assertThat(
            fields(
                V12,
                "lineItems",
                "sourcedId",
                "l1",
                "academicSessionSourcedId",
                "t1",
                "resultValueMax",
                "20"))
        .containsEntry("sessionId", id("academic-session", "t1"))
        .containsEntry("resultValueMax", 20.0);
    assertThat(fields(V11, "lineItems", "sourcedId", "l1", "gradingPeriodSourcedId", "t1"))
        .containsEntry("sessionId", id("academic-session", "t1"));
    assertThat(
            fields(
                V12,
                "results",
                "sourcedId",
                "r1",
                "studentSourcedId",
                "s1",
                "lineItemSourcedId",
                "l1",
                "score",
                "17.5",
                "scoreStatus",
                "fully graded",
                "missing",
                "false"))
        .containsEntry("lineItemId", id("line-item", "l1"))
        .containsEntry("score", 17.5)
        .containsEntry("scoreStatus", "fully graded")
        .containsEntry("missing", false);
  }

  @Test
  void columnsThatADistrictAddedAreMappedAsAnyOther() {
    Mapping mapping =
        Samples.load(
            """
            mapping: ours
            resources:
              users:
                key: [sourcedId]
                emit:
                  - entity: school-enrollment
                    id: row.sourcedId
                    person: { system: oneroster, value: row.sourcedId }
                    fields:
                      homeroom: row['metadata.home room']
            """);

    assertThat(mapping.resource("users").orElseThrow().columns())
        .containsExactly("metadata.home room", "sourcedId");
    assertThat(fields(mapping, "users", "sourcedId", "s1", "metadata.home room", "B 12"))
        .containsEntry("homeroom", "B 12");
  }

  private static Map<String, Object> fields(Mapping mapping, String resource, String... cells) {
    List<Emission> emissions = Samples.mapped(mapping, resource, Samples.row(cells)).emissions();
    assertThat(emissions).hasSize(1);
    return Samples.fields(emissions.get(0));
  }

  private static Row with(Map<String, String> row, String column, String value) {
    Map<String, String> columns = new java.util.HashMap<>(row);
    columns.put(column, value);
    return Row.of(columns);
  }

  private static String id(String entity, String vendorId) {
    return Samples.ids().id(Samples.SOURCE, entity, vendorId).toString();
  }

  private static Stream<String> told(MapResult.Mapped mapped) {
    return mapped.emissions().stream()
        .map(
            emission -> {
              if (emission instanceof Emission.Registration r) {
                return r.role() + " " + r.person() + r.of().map(of -> " of " + of).orElse("");
              }
              return emission instanceof Emission.Record r
                  ? r.entity() + " " + r.person() + " also " + r.also()
                  : ((Emission.Reference) emission).entity();
            });
  }
}
