package io.hallpass.cli.edfi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.hallpass.cli.EmptyPaths;
import io.hallpass.ingest.edfi.InterchangeSet;
import io.hallpass.ingest.fileset.FileSet;
import io.hallpass.normalize.mapping.Emission;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.Role;
import io.hallpass.normalize.mapping.StandardMappings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A high school in Ed-Fi XML 2.0, whose schools come as CSV from a source of their own. */
public class GrandBendSampleTest {
  private static final Path FOLDER = Path.of("../../shared/samples/edfi-xml-grandbend-hs");
  private static final Path ORGS =
      FOLDER.resolve("Samples/SampleDataGenerator/DataFiles/EducationOrganization");

  /** What a district would write for a CSV of its own. */
  public static final String ORGS_MAPPING =
      """
      mapping: grand-bend-orgs
      resources:
        EducationServiceCenter:
          key: [EducationServiceCenterId]
          emit:
            - entity: org
              id: row.EducationServiceCenterId
              fields:
                name: row.NameOfInstitution
                type: "'local'"
        LocalEducationAgency:
          key: [LocalEducationAgencyId]
          emit:
            - entity: org
              id: row.LocalEducationAgencyId
              fields:
                name: row.NameOfInstitution
                type: "'district'"
                parentId: ref('org', row['EducationServiceCenterReference.EducationServiceCenterIdentity.EducationServiceCenterId'])
        School:
          key: [SchoolId]
          emit:
            - entity: org
              id: row.SchoolId
              fields:
                name: row.NameOfInstitution
                type: "'school'"
                gradesOffered: split(row.GradeLevel, ',').map(g, code('edfi-grade', last(g, '#')))
                parentId: ref('org', row['LocalEducationAgencyReference.LocalEducationAgencyIdentity.LocalEducationAgencyId'])
      """;

  private static final String SCHOOL = "ref('org', row['SchoolReference/SchoolIdentity/SchoolId']";

  private static final MappedSet MAPPED = new MappedSet(Map.of());

  /** The standard mapping, its schools those of the source {@code orgs}. */
  public static String mapping() {
    String standard = StandardMappings.mapping("edfi-xml-2.0").orElseThrow();
    return standard.replace(SCHOOL + ")", SCHOOL + ", 'orgs')");
  }

  @BeforeAll
  static void readAndMapEverything() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), "the sample files are not beside the project");
    List<String> problems = new ArrayList<>();
    FileSet files = FileSet.at(FOLDER);
    InterchangeSet set = InterchangeSet.of(files, problems);
    assertThat(problems).isEmpty();
    Mapping students = MAPPED.mapping(mapping());
    MAPPED.read(files, set.files(), students);
    Mapping orgs = MAPPED.mapping(ORGS_MAPPING);
    for (var resource : orgs.resources()) {
      try (CsvReader<NamedCsvRecord> rows =
          CsvReader.builder()
              .allowMissingFields(true)
              .ofNamedCsvRecord(ORGS.resolve(resource.file()))) {
        rows.forEach(
            row ->
                MAPPED.map(
                    resource,
                    row.getFieldsAsMap(),
                    "orgs",
                    resource.file() + ":" + row.getStartingLineNumber()));
      }
    }
  }

  @Test
  void everyStudentAndEveryEnrollmentIsThere() {
    assertThat(MAPPED.distinct("Student"))
        .containsEntry("student", 1400)
        .containsEntry("demographics", 1400)
        .containsEntry("meal-eligibility", 115)
        .containsEntry("english-learner", 20)
        .containsEntry("living-situation", 4);
    assertThat(MAPPED.distinct("StudentSchoolAssociation"))
        .isEqualTo(Map.of("school-enrollment", 1400));
    assertThat(MAPPED.registrations)
        .hasSize(1400)
        .allMatch(registration -> registration.role() == Role.STUDENT)
        .extracting(Emission.Registration::person)
        .doesNotHaveDuplicates();
  }

  @Test
  void noRowIsRejectedNoCodeUnknownAndEveryReferenceFindsItsRecord() {
    assertThat(MAPPED.rejected).isEmpty();
    assertThat(MAPPED.unknownCodes).isEmpty();
    assertThat(MAPPED.dangling()).isEmpty();
  }

  /** Whoever misspells a path, in the mapping or in the list, finds it here. */
  @Test
  void everyPathOfStudentsAndEnrollmentsHasAValueOrIsExplained() throws IOException {
    Set<String> empty = EmptyPaths.of(MAPPED.mapping(mapping()), MAPPED.rows);
    // Of a resource without rows nothing can be told.
    empty.removeIf(path -> !path.contains(" "));

    assertThat(empty).isEqualTo(EmptyPaths.explained("grand-bend"));
  }

  @Test
  void aStudentIsMappedFieldByField() {
    assertThat(one("student"))
        .containsEntry("sourcedId", "000001")
        .containsEntry("identifier", "000001")
        .containsEntry("givenName", "Henry")
        .containsEntry("familyName", "Young")
        .containsEntry("sms", "(936) 165-6137")
        .containsEntry("secondaryEmail", "Henry.Young1@example.com")
        .containsEntry("streetNumberName", "2026 Second Way")
        .containsEntry("state", "TX")
        .doesNotContainKeys("stateIdentifier", "phone");
    assertThat(one("demographics"))
        .containsEntry("birthDate", (int) LocalDate.of(2003, 8, 8).toEpochDay())
        .containsEntry("sex", "Male")
        .containsEntry("asian", true)
        .containsEntry("white", false)
        .containsEntry("hispanicOrLatinoEthnicity", false);
    assertThat(one("school-enrollment")).containsEntry("grade", "09");
  }

  @Test
  void whatNoMappingNamesIsInNoRow() {
    assertThat(MAPPED.rows.values().toString())
        .contains("Grand Bend")
        .doesNotContain("Birth certificate", "family Bible", "At Risk", "STU_000001");
  }

  private static Map<String, Object> one(String entity) {
    return MAPPED
        .records()
        .filter(record -> record.entity().equals(entity))
        .filter(record -> record.person().equals("edfi:000001"))
        .findFirst()
        .orElseThrow()
        .fields();
  }
}
