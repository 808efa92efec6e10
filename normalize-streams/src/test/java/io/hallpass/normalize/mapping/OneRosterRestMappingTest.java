package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows as they come from an API: paths as columns, lists one a line. */
class OneRosterRestMappingTest {
  private static final Mapping V11 = Samples.standard("oneroster-1.1-rest");
  private static final Mapping V12 = Samples.standard("oneroster-1.2-rest");
  private static final String PRIMARY = "roles[role='student'][roleType='primary']/";
  private static final String SECONDARY = "roles[role='student'][roleType='secondary']/";

  private static List<String> told(MapResult.Mapped mapped) {
    return mapped.emissions().stream().map(OneRosterRestMappingTest::told).toList();
  }

  private static String told(Emission emission) {
    if (emission instanceof Emission.Registration r) {
      return r.role() + " " + r.person() + r.of().map(of -> " of " + of).orElse("");
    }
    return emission instanceof Emission.Record r
        ? r.entity() + " " + r.person()
        : ((Emission.Reference) emission).entity();
  }

  private static String id(String entity, String vendorId) {
    return Samples.ids().id(Samples.SOURCE, entity, vendorId).toString();
  }

  private static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }

  @ParameterizedTest
  @ValueSource(strings = {"oneroster-1.1-rest", "oneroster-1.2-rest"})
  void nobodysPasswordIsCollected(String name) {
    assertThat(Samples.standard(name).resources())
        .flatExtracting(ResourceMapping::columns)
        .contains("username", "sourcedId")
        .noneMatch(column -> column.contains("password") || column.contains("metadata"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1", "1.2"})
  void personsAndKeysAreThoseOfTheFiles(String version) {
    Mapping files = Samples.standard("oneroster-" + version + "-csv");
    Mapping api = Samples.standard("oneroster-" + version + "-rest");

    for (ResourceMapping resource : api.resources()) {
      assertThat(files.resource(resource.name()).orElseThrow().key()).isEqualTo(resource.key());
    }
    MapResult.Mapped mapped =
        Samples.mapped(
            api,
            "users",
            Samples.row("sourcedId", "s1", "role", "student", "roles/role", "student"));
    assertThat(told(mapped)).contains("STUDENT oneroster:s1", "student oneroster:s1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"oneroster-1.1-rest", "oneroster-1.2-rest"})
  void anObjectToBeDeletedGivesNothing(String name) {
    for (ResourceMapping resource : Samples.standard(name).resources()) {
      Row row =
          Samples.row(
              "sourcedId",
              "1",
              "status",
              "tobedeleted",
              "role",
              "student",
              "roles/role",
              "student\nteacher",
              "roles[role='student']/org/sourcedId",
              "o1",
              "agents/sourcedId",
              "2");

      assertThat(resource.map(row, "roster", Samples.ids()))
          .as(resource.name())
          .isEqualTo(new MapResult.Mapped(List.of(), List.of(), List.of()));
    }
  }

  @Test
  void inVersion11ARoleStandsOnTheUserAndSchoolsAreAList() {
    MapResult.Mapped mapped =
        Samples.mapped(
            V11,
            "users",
            Samples.row(
                "sourcedId",
                "s1",
                "role",
                "student",
                "orgs/sourcedId",
                "o1\no2",
                "agents/sourcedId",
                "g1\ng2",
                "grades",
                "09\n10",
                "enabledUser",
                "true"));

    assertThat(told(mapped))
        .containsExactly(
            "STUDENT oneroster:s1",
            "GUARDIAN oneroster:g1 of oneroster:s1",
            "GUARDIAN oneroster:g2 of oneroster:s1",
            "student oneroster:s1",
            "school-enrollment oneroster:s1",
            "school-enrollment oneroster:s1");
    assertThat(Samples.fields(mapped.emissions().get(3)))
        .containsEntry("grade", "09")
        .containsEntry("enabledUser", true)
        .containsEntry("primaryOrgId", id("org", "o1"));
  }

  @Test
  void inVersion12EveryStudentsRoleIsAnEnrollment() {
    MapResult.Mapped mapped =
        Samples.mapped(
            V12,
            "users",
            Samples.row(
                "sourcedId",
                "s1",
                "roles/role",
                "student\nstudent",
                "roles[role='student']/org/sourcedId",
                "o1\no2",
                PRIMARY + "org/sourcedId",
                "o1",
                PRIMARY + "beginDate",
                "2026-08-24",
                SECONDARY + "org/sourcedId",
                "o2",
                SECONDARY + "beginDate",
                "2026-09-01",
                SECONDARY + "endDate",
                "2026-12-18",
                "grades",
                "09"));

    assertThat(told(mapped))
        .containsExactly(
            "STUDENT oneroster:s1",
            "student oneroster:s1",
            "school-enrollment oneroster:s1",
            "school-enrollment oneroster:s1");
    assertThat(Samples.fields(mapped.emissions().get(2)))
        .containsEntry("schoolId", id("org", "o1"))
        .containsEntry("primarySchool", true)
        .containsEntry("entryDate", day("2026-08-24"))
        .doesNotContainKey("exitDate");
    assertThat(Samples.fields(mapped.emissions().get(3)))
        .containsEntry("schoolId", id("org", "o2"))
        .containsEntry("primarySchool", false)
        .containsEntry("entryDate", day("2026-09-01"))
        .containsEntry("exitDate", day("2026-12-18"));
  }

  @Test
  void inVersion12DatesThatCouldBeOfSeveralRolesAreNotGiven() {
    MapResult.Mapped mapped =
        Samples.mapped(
            V12,
            "users",
            Samples.row(
                "sourcedId",
                "s1",
                "roles/role",
                "student\nstudent",
                "roles[role='student']/org/sourcedId",
                "o1\no2",
                SECONDARY + "org/sourcedId",
                "o1\no2",
                SECONDARY + "beginDate",
                "2026-09-01"));

    assertThat(mapped.emissions())
        .filteredOn(e -> told(e).startsWith("school-enrollment"))
        .hasSize(2)
        .allSatisfy(e -> assertThat(Samples.fields(e)).doesNotContainKey("entryDate"));
  }

  @Test
  void inVersion12SomebodyMayBeTeacherAndParent() {
    MapResult.Mapped mapped =
        Samples.mapped(
            V12,
            "users",
            Samples.row(
                "sourcedId",
                "p1",
                "roles/role",
                "teacher\nparent",
                "roles[roleType='primary']/role",
                "teacher",
                "agents/sourcedId",
                "s1"));

    assertThat(told(mapped))
        .containsExactly(
            "STAFF oneroster:p1",
            "GUARDIAN oneroster:s1 of oneroster:p1",
            "GUARDIAN oneroster:p1 of oneroster:s1",
            "staff oneroster:p1",
            "guardian oneroster:p1");
    assertThat(Samples.fields(mapped.emissions().get(3))).containsEntry("role", "teacher");
  }

  @Test
  void aTimeOfWorkIsItsDay() {
    Map<String, Object> fields =
        Samples.fields(
            Samples.mapped(
                    V12,
                    "lineItems",
                    Samples.row(
                        "sourcedId",
                        "l1",
                        "dueDate",
                        "2026-09-03T23:59:00.000Z",
                        "class/sourcedId",
                        "c1",
                        "academicSession/sourcedId",
                        "t1",
                        "resultValueMax",
                        "10.0"))
                .emissions()
                .get(0));

    assertThat(fields)
        .containsEntry("dueDate", day("2026-09-03"))
        .containsEntry("classId", id("class", "c1"))
        .containsEntry("sessionId", id("academic-session", "t1"))
        .containsEntry("resultValueMax", 10.0);
  }

  @Test
  void referencesAreObjectsWithAnId() {
    Map<String, Object> fields =
        Samples.fields(
            Samples.mapped(
                    V11,
                    "classes",
                    Samples.row(
                        "sourcedId",
                        "c1",
                        "course/sourcedId",
                        "k1",
                        "school/sourcedId",
                        "o1",
                        "terms/sourcedId",
                        "t1\nt2",
                        "grades",
                        "09\n10",
                        "periods",
                        "1\n2"))
                .emissions()
                .get(0));

    assertThat(fields)
        .containsEntry("courseId", id("course", "k1"))
        .containsEntry("schoolId", id("org", "o1"))
        .containsEntry("sessionId", id("academic-session", "t1"))
        .containsEntry("lastSessionId", id("academic-session", "t2"))
        .containsEntry("grades", List.of("09", "10"))
        .containsEntry("periods", List.of("1", "2"));
  }
}
