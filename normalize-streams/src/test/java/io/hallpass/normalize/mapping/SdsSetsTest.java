package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Microsoft's own samples of School Data Sync 1 in two forms and of 2.0, mapped whole. */
class SdsSetsTest {
  private static final Path FOLDER = Path.of("../../shared/samples/microsoft-sds-csv");
  private static final String WHOLE = "SDS Format/100 Users";

  /** What became of the files of one set. */
  private static final class Mapped {
    final Map<String, Integer> rows = new TreeMap<>();
    final Map<String, Integer> records = new TreeMap<>();
    final Map<String, Map<String, Object>> fields = new HashMap<>();
    final Map<String, Integer> registered = new TreeMap<>();
    final Set<String> persons = new HashSet<>();
    final List<String> waiting = new ArrayList<>();
    final List<String> references = new ArrayList<>();
    final List<String> trouble = new ArrayList<>();
    final StringBuilder collected = new StringBuilder();

    List<String> dangling() {
      List<String> dangling = new ArrayList<>(references);
      dangling.removeIf(fields::containsKey);
      waiting.stream().filter(person -> !persons.contains(person)).forEach(dangling::add);
      return dangling;
    }
  }

  @BeforeAll
  static void theSamplesAreThere() {
    assumeTrue(Files.isDirectory(FOLDER), "the sample files are not beside the project");
  }

  @ParameterizedTest
  @CsvSource({
    "sds-1-csv, SDS Format/100 Users",
    "sds-1-csv, SDS Format/25 Users",
    "sds-1-csv, SDS Format/Min Required Attributes",
    "sds-1-uk-csv, UK Format/100 Users",
    "sds-1-uk-csv, UK Format/25 Users",
    "sds-1-uk-csv, UK Format/Min Required Attributes"
  })
  void everyRowOfVersion1GivesItsRecordAndEveryReferenceFindsOne(String mapping, String set)
      throws IOException {
    Mapped mapped = map(mapping, set);

    assertThat(mapped.trouble).isEmpty();
    assertThat(mapped.dangling()).isEmpty();
    assertThat(mapped.registered)
        .containsEntry("STUDENT", mapped.rows.get("Student"))
        .containsEntry("STAFF", mapped.rows.get("Teacher"));
    assertThat(mapped.records)
        .containsEntry("org", mapped.rows.get("School"))
        .containsEntry("class", mapped.rows.get("Section"))
        .containsEntry("student", mapped.rows.get("Student"))
        .containsEntry("school-enrollment", mapped.rows.get("Student"))
        .containsEntry("staff", mapped.rows.get("Teacher"))
        .containsEntry("class-enrollment", mapped.rows.get("StudentEnrollment"))
        .containsEntry("class-staff", mapped.rows.get("TeacherRoster"));
    assertThat(mapped.collected).doesNotContainIgnoringCase("P@ss");
  }

  @Test
  void everyRowOfVersion2GivesItsRecordAndEveryReferenceFindsOne() throws IOException {
    Mapped mapped = map("sds-2-csv", "SDS v2");

    assertThat(mapped.trouble).isEmpty();
    assertThat(mapped.dangling()).isEmpty();
    assertThat(mapped.registered).isEqualTo(Map.of("STUDENT", 22, "STAFF", 7));
    assertThat(mapped.records)
        .isEqualTo(
            Map.of(
                "org",
                mapped.rows.get("orgs"),
                "class",
                mapped.rows.get("classes"),
                "student",
                22,
                "school-enrollment",
                22,
                "staff",
                7,
                "class-enrollment",
                22,
                "class-staff",
                7));
    assertThat(22 + 7)
        .isEqualTo(mapped.rows.get("users"))
        .isEqualTo(mapped.rows.get("enrollments"));
    assertThat(mapped.collected).doesNotContainIgnoringCase("P@ss");
  }

  @ParameterizedTest
  @CsvSource({"sds-1-csv", "sds-1-uk-csv", "sds-2-csv", "sds-2.1-csv"})
  void noCredentialIsNamed(String mapping) {
    assertThat(Samples.standard(mapping).resources())
        .flatExtracting(ResourceMapping::columns)
        .isNotEmpty()
        .noneMatch(column -> column.matches("(?i).*(password|passwd|pwd|secret|MatchId).*"))
        .doesNotContain("State ID");
  }

  @ParameterizedTest
  @CsvSource({
    "sds-1-csv, SDS Format/100 Users",
    "sds-1-uk-csv, UK Format/100 Users",
    "sds-2-csv, SDS v2"
  })
  void theFilesHaveEveryColumnThatIsNamed(String name, String set) throws IOException {
    Mapping mapping = Samples.standard(name);
    for (ResourceMapping resource : mapping.resources()) {
      String header = Files.readAllLines(FOLDER.resolve(set).resolve(resource.file())).get(0);
      assertThat(mapping.missingColumns(resource.name(), List.of(header.split(","))))
          .as(resource.name())
          .isEmpty();
    }
  }

  @Test
  void aStudentAndHerSectionAreMappedFieldByField() throws IOException {
    Mapped mapped = map("sds-1-csv", WHOLE);
    RecordIds ids = Samples.ids();

    assertThat(mapped.fields.get("student/" + ids.id("sds", "student", "13001")))
        .containsEntry("givenName", "Ora")
        .containsEntry("middleName", "Christopher")
        .containsEntry("familyName", "Klein")
        .containsEntry("username", "OKlein")
        .containsEntry("identifier", "13001")
        .containsEntry("grade", "09")
        .containsEntry("enabledUser", true)
        .containsEntry("graduationYear", 2019)
        .containsEntry("primaryOrgId", ids.id("sds", "org", "10001").toString())
        .doesNotContainKeys("stateIdentifier", "email");
    assertThat(mapped.fields.get("demographics/" + ids.id("sds", "demographics", "13001")))
        .containsEntry("birthDate", (int) LocalDate.of(2000, 4, 2).toEpochDay());
    assertThat(mapped.fields.get("academic-session/" + ids.id("sds", "academic-session", "11001")))
        .containsEntry("sourcedId", "12000")
        .containsEntry("startDate", (int) LocalDate.of(2017, 7, 1).toEpochDay())
        .containsEntry("endDate", (int) LocalDate.of(2018, 6, 30).toEpochDay());
    assertThat(mapped.fields.get("course/" + ids.id("sds", "course", "11001")))
        .containsEntry("title", "Math 101")
        .containsEntry("subjects", List.of("Math"));
  }

  @Test
  void aSectionWithoutTermAndCourseGivesNeither() {
    Mapping mapping = Samples.standard("sds-1-csv");
    MapResult.Mapped mapped =
        Samples.mapped(mapping, "Section", Samples.row("SIS ID", "1", "School SIS ID", "2"));

    assertThat(Samples.of(Emission.Reference.class, mapped))
        .extracting(Emission.Reference::entity)
        .containsExactly("class");
    assertThat(Samples.fields(mapped.emissions().get(0)))
        .doesNotContainKeys("courseId", "sessionId");
  }

  @Test
  void aRoleThatIsNotKnownRegistersNobody() {
    Mapping mapping = Samples.standard("sds-2-csv");

    assertThat(
            Samples.mapped(mapping, "users", Samples.row("sourcedId", "1", "role", "visitor"))
                .emissions())
        .isEmpty();
  }

  private static Mapped map(String name, String set) throws IOException {
    Mapping mapping = Samples.standard(name);
    Mapped mapped = new Mapped();
    for (ResourceMapping resource : mapping.resources()) {
      try (CsvReader<NamedCsvRecord> rows =
          CsvReader.builder().ofNamedCsvRecord(FOLDER.resolve(set).resolve(resource.file()))) {
        for (NamedCsvRecord row : rows) {
          mapped.rows.merge(resource.name(), 1, Integer::sum);
          Map<String, String> cells = new LinkedHashMap<>(row.getFieldsAsMap());
          cells.keySet().retainAll(resource.columns());
          mapped.collected.append(cells);
          take(resource.map(Row.of(cells), "sds", Samples.ids()), mapped);
        }
      }
    }
    return mapped;
  }

  private static void take(MapResult result, Mapped into) {
    if (!(result instanceof MapResult.Mapped mapped)) {
      into.trouble.add(result.toString());
      return;
    }
    into.trouble.addAll(mapped.unknownCodes());
    for (Emission emission : mapped.emissions()) {
      if (emission instanceof Emission.Registration registration) {
        into.registered.merge(registration.role().name(), 1, Integer::sum);
        into.persons.add(registration.role() + " " + registration.person());
        continue;
      }
      String entity;
      if (emission instanceof Emission.Record record) {
        entity = record.entity();
        into.waiting.add(record.role() + " " + record.person());
      } else {
        entity = ((Emission.Reference) emission).entity();
      }
      Map<String, Object> fields = Samples.fields(emission);
      into.records.merge(entity, 1, Integer::sum);
      into.fields.put(entity + "/" + fields.get("recordId"), fields);
      Entity known = Samples.CATALOGUE.entity(entity).orElseThrow();
      for (Field field : known.fields()) {
        if (field.references().isPresent() && fields.containsKey(field.name())) {
          into.references.add(field.references().get() + "/" + fields.get(field.name()));
        }
      }
    }
  }
}
