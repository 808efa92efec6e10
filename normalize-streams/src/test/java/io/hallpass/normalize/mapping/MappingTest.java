package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a loaded mapping says about itself. */
class MappingTest {
  private static final Mapping MAPPING =
      Samples.load(
          """
          mapping: everything
          resources:
            academicSessions:
              key: [id, year]
              emit:
                - entity: org
                  id: row.id + '/' + row.year
                  when: row.kind == 'x' && row['Any Name'].startsWith(row.prefix)
                  fields:
                    name: "row.a != '' ? row.b : split(row.c, ',').map(p, p + row.d)[0]"
                    parentId: ref('org', row.parent)
            STU_ENROLL:
              key: [id]
              file: enrolled.txt
              emit:
                - register: guardian
                  forEach: split(row.list, ',')
                  as: child
                  when: child != row.no
                  person: { system: row.system, value: row.parent, also: [{ system: t, value: row.other }] }
                  of: { system: s, value: child }
          """);

  @Test
  void aResourceIsFoundByTheVendorsNameAndByItsTopics() {
    assertThat(MAPPING.resource("academicSessions"))
        .map(ResourceMapping::name)
        .contains("academicSessions");
    assertThat(MAPPING.resource("academic-sessions"))
        .map(ResourceMapping::name)
        .contains("academicSessions");
    assertThat(MAPPING.resource("stu-enroll")).map(ResourceMapping::name).contains("STU_ENROLL");
    assertThat(MAPPING.resource("academicsessions")).isEmpty();
  }

  @Test
  void theColumnsAreEveryoneThatIsNamedAndNoOther() {
    assertThat(MAPPING.resource("academicSessions").orElseThrow().columns())
        .containsExactly("Any Name", "a", "b", "c", "d", "id", "kind", "parent", "prefix", "year");
    assertThat(MAPPING.resource("STU_ENROLL").orElseThrow().columns())
        .containsExactly("id", "list", "no", "other", "parent", "system");
  }

  @Test
  void aResourcesFileIsNamedAfterItUnlessSaidOtherwise() {
    assertThat(MAPPING.resources())
        .extracting(ResourceMapping::file)
        .containsExactly("academicSessions.csv", "enrolled.txt");
    assertThat(MAPPING.resources())
        .extracting(ResourceMapping::key)
        .containsExactly(List.of("id", "year"), List.of("id"));
  }

  @Test
  void onlyRegisteringStudentsMakesARegistrar() {
    assertThat(MAPPING.registersStudents()).isFalse();
    assertThat(Samples.standard("oneroster-1.1-csv").registersStudents()).isTrue();
    assertThat(Samples.standard("oneroster-1.2-csv").registersStudents()).isTrue();
  }

  @Test
  void columnsThatAFileLacksAreListed() {
    assertThat(MAPPING.missingColumns("stu-enroll", List.of("id", "no", "list", "parent", "more")))
        .containsExactly("other", "system");
    assertThatThrownBy(() -> MAPPING.missingColumns("none", List.of()))
        .hasMessageContaining("has no resource 'none'");
  }
}
