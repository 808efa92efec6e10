package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Roles and flags of standard mappings: those that vendors publish arrive, all others are said. */
class RolesAndFlagsTest {
  private static MapResult.Mapped map(
      String mapping, String resource, String column, String cell, List<String> heard) {
    ResourceMapping found = Samples.standard(mapping).resource(resource).orElseThrow();
    List<String> cells = new ArrayList<>();
    new TreeSet<>(found.key())
        .stream()
            .filter(key -> !key.equals(column))
            .forEach(key -> cells.addAll(List.of(key, "1")));
    cells.addAll(List.of(column, cell, "userSourcedId", "1"));
    MapResult result =
        found.map(
            Samples.row(cells.toArray(String[]::new)),
            Samples.SOURCE,
            Samples.ids(),
            (field, codes, text, person) -> heard.add(codes + " " + text));
    return (MapResult.Mapped) result;
  }

  private static List<String> given(MapResult.Mapped mapped) {
    return mapped.emissions().stream()
        .map(
            emission ->
                emission instanceof Emission.Registration registration
                    ? registration.role().name()
                    : emission instanceof Emission.Record record
                        ? record.entity()
                        : ((Emission.Reference) emission).entity())
        .distinct()
        .toList();
  }

  /** Microsoft's list for organization user roles: Default List of Values of School Data Sync. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "principal",
        "chair",
        "professor",
        "researcher",
        "adjunct",
        "affiliate",
        "occupationalTherapist",
        "physicalTherapist",
        "speechTherapist",
        "visionTherapist",
        "paraprofessional",
        "specialServices",
        "advisor",
        "proctor",
        "nurse",
        "officeStaff",
        "lecturer",
        "itAdmin",
        "administrator",
        "teacher",
        "faculty",
        "staff",
        "teacherAssistant",
        "assistant",
        "instructor",
        "substitute",
        "coach",
        "Nurse"
      })
  void whomMicrosoftCountsAsStaffIsStaff(String role) {
    List<String> heard = new ArrayList<>();

    assertThat(given(map("sds-2.1-csv", "roles", "role", role, heard))).containsExactly("STAFF");
    assertThat(given(map("sds-2.1-csv", "enrollments", "role", role, heard)))
        .containsExactly("class-staff");
    assertThat(given(map("sds-2-csv", "users", "role", role, heard)))
        .containsExactly("STAFF", "staff");
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "iep, special-education",
    "IEP, special-education",
    "504, section-504",
    "freeLunch, meal-eligibility",
    "reducedLunch, meal-eligibility",
    "homeless, living-situation",
    "giftedOrTalented, program-participation"
  })
  void aFlagGoesToTheEntityItBelongsTo(String flag, String entity) {
    List<String> heard = new ArrayList<>();

    assertThat(given(map("sds-2.1-csv", "userFlags", "flag", flag, heard))).containsExactly(entity);
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "oneroster-1.1-csv, users, role",
    "oneroster-1.1-rest, users, role",
    "oneroster-1.2-csv, roles, role",
    "oneroster-1.2-rest, users, roles/role"
  })
  void whomOneRosterCountsAsStaffIsStaffWhateverTheCapitals(
      String mapping, String resource, String column) {
    List<String> heard = new ArrayList<>();

    assertThat(given(map(mapping, resource, column, "principal", heard))).contains("STAFF");
    assertThat(heard).isEmpty();
    assertThat(given(map(mapping, resource, column, "Principal", heard))).contains("STAFF");
  }

  /** Whether somebody who left is still to be known the district says in a crosswalk of its own. */
  @ParameterizedTest
  @CsvSource({
    "sds-2-csv, users, role, alumni, sds-role.csv",
    "sds-2-csv, enrollments, role, other, sds-role.csv",
    "sds-2.1-csv, roles, role, alumni, sds-role.csv",
    "sds-2.1-csv, enrollments, role, mascot, sds-role.csv",
    "sds-2.1-csv, userFlags, flag, lefthanded, sds-flag.csv",
    "oneroster-1.1-csv, users, role, nurse, oneroster-role.csv",
    "oneroster-1.1-csv, enrollments, role, nurse, oneroster-role.csv",
    "oneroster-1.1-rest, users, role, nurse, oneroster-role.csv",
    "oneroster-1.1-rest, enrollments, role, nurse, oneroster-role.csv",
    "oneroster-1.2-csv, roles, role, nurse, oneroster-role.csv",
    "oneroster-1.2-csv, enrollments, role, nurse, oneroster-role.csv",
    "oneroster-1.2-rest, users, roles/role, nurse, oneroster-role.csv",
    "oneroster-1.2-rest, enrollments, role, nurse, oneroster-role.csv"
  })
  void whatNobodyKnowsGivesNothingAndIsSaidOnce(
      String mapping, String resource, String column, String cell, String codes) {
    List<String> heard = new ArrayList<>();

    MapResult.Mapped mapped = map(mapping, resource, column, cell, heard);

    assertThat(mapped.emissions()).isEmpty();
    assertThat(mapped.unknownCodes()).hasSize(1);
    assertThat(heard).containsExactly(codes + " " + cell);
  }
}
