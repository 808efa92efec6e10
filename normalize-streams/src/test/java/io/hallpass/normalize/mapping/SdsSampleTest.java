package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Microsoft's own sample of School Data Sync 2.1, mapped whole. */
class SdsSampleTest {
  private static final Path FOLDER = Path.of("../../shared/samples/microsoft-sds-csv/SDS v2.1");
  private static final Mapping MAPPING = Samples.standard("sds-2.1-csv");
  private static final Map<String, List<Emission>> EMISSIONS = new TreeMap<>();
  private static final List<String> UNKNOWN = new ArrayList<>();
  private static final Map<String, Set<String>> HEADERS = new TreeMap<>();

  @BeforeAll
  static void mapEveryRow() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), "the sample files are not beside the project");
    RecordIds ids = Samples.ids();
    for (ResourceMapping resource : MAPPING.resources()) {
      try (CsvReader<NamedCsvRecord> rows =
          CsvReader.builder().ofNamedCsvRecord(FOLDER.resolve(resource.file()))) {
        for (NamedCsvRecord record : rows) {
          HEADERS.putIfAbsent(resource.name(), new LinkedHashSet<>(record.getHeader()));
          MapResult result = resource.map(Row.of(record.getFieldsAsMap()), "sds", ids);
          assertThat(result).as(resource.name()).isInstanceOf(MapResult.Mapped.class);
          MapResult.Mapped mapped = (MapResult.Mapped) result;
          EMISSIONS
              .computeIfAbsent(resource.name(), name -> new ArrayList<>())
              .addAll(mapped.emissions());
          UNKNOWN.addAll(mapped.unknownCodes());
        }
      }
    }
  }

  @Test
  void everyRowGivesItsRecords() {
    Map<String, Integer> counts = new TreeMap<>();
    all().forEach(emission -> counts.merge(kind(emission), 1, Integer::sum));

    assertThat(counts)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("org", 4),
                Map.entry("academic-session", 2),
                Map.entry("course", 3),
                Map.entry("class", 2),
                Map.entry("student", 8),
                Map.entry("staff", 8),
                Map.entry("guardian", 8),
                Map.entry("register STUDENT", 4),
                Map.entry("register STAFF", 3),
                Map.entry("register GUARDIAN", 3),
                Map.entry("school-enrollment", 4),
                Map.entry("demographics", 6),
                Map.entry("special-education", 1),
                Map.entry("section-504", 1),
                Map.entry("meal-eligibility", 1),
                Map.entry("class-enrollment", 4),
                Map.entry("class-staff", 2)));
    assertThat(UNKNOWN).isEmpty();
  }

  @Test
  void credentialsAreNamedNowhere() {
    Set<String> named = new TreeSet<>();
    MAPPING.resources().forEach(resource -> named.addAll(resource.columns()));

    assertThat(named).doesNotContain("password", "activeDirectoryMatchId").contains("username");
    assertThat(HEADERS.get("users")).contains("password");
    all()
        .filter(emission -> !(emission instanceof Emission.Registration))
        .forEach(
            emission -> assertThat(Samples.fields(emission).toString()).doesNotContain("P@ssword"));
  }

  @Test
  void theFilesHaveEveryColumnThatIsNamed() {
    for (ResourceMapping resource : MAPPING.resources()) {
      assertThat(MAPPING.missingColumns(resource.name(), HEADERS.get(resource.name())))
          .as(resource.name())
          .isEmpty();
    }
  }

  @Test
  void aChildIsMappedFieldByField() {
    UUID school = Samples.ids().id("sds", "org", "110003");

    assertThat(record("demographics", "sds:114003"))
        .containsEntry("birthDate", (int) LocalDate.of(2002, 3, 2).toEpochDay())
        .containsEntry("sex", "Male")
        .containsEntry("asian", true)
        .containsEntry("white", false)
        .doesNotContainKey("hispanicOrLatinoEthnicity");
    assertThat(record("school-enrollment", "sds:114003"))
        .containsEntry("schoolId", school.toString())
        .containsEntry("grade", "10")
        .containsEntry("primarySchool", true);
    assertThat(record("meal-eligibility", "sds:114003")).containsEntry("freeReducedStatus", "Free");
    assertThat(record("section-504", "sds:114004")).containsEntry("section504Eligibility", true);
    assertThat(record("special-education", "sds:114001")).containsEntry("iepStatus", "Active");
  }

  @Test
  void referencesJoin() {
    Set<String> classes = new TreeSet<>();
    EMISSIONS
        .get("classes")
        .forEach(emission -> classes.add(Samples.fields(emission).get("recordId").toString()));
    Set<Object> used = new LinkedHashSet<>();
    for (Emission emission : EMISSIONS.get("enrollments")) {
      used.add(Samples.fields(emission).get("classId"));
    }

    assertThat(classes)
        .containsExactlyInAnyOrderElementsOf(used.stream().map(Object::toString).toList());
  }

  @Test
  void relativesAreGuardiansOfTheirStudent() {
    assertThat(EMISSIONS.get("relationships"))
        .extracting(
            emission ->
                ((Emission.Registration) emission).person()
                    + " of "
                    + ((Emission.Registration) emission).of().orElseThrow())
        .containsExactly(
            "sds:114002 of sds:114001", "sds:114002 of sds:114003", "sds:114005 of sds:114004");
  }

  private static Stream<Emission> all() {
    return EMISSIONS.values().stream().flatMap(List::stream);
  }

  private static Map<String, Object> record(String entity, String person) {
    Emission found =
        all()
            .filter(emission -> emission instanceof Emission.Record)
            .filter(emission -> ((Emission.Record) emission).person().equals(person))
            .filter(emission -> ((Emission.Record) emission).entity().equals(entity))
            .findFirst()
            .orElseThrow();
    return Samples.fields(found);
  }

  private static String kind(Emission emission) {
    if (emission instanceof Emission.Registration registration) {
      return "register " + registration.role();
    }
    return emission instanceof Emission.Record record
        ? record.entity()
        : ((Emission.Reference) emission).entity();
  }
}
