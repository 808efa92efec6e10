package io.hallpass.cli.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.cli.EmptyPaths;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A small district of our own as APIs give it, and real pages of an old one, mapped. */
class RestPagesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path REAL = Path.of("../../shared/samples/edfi-api-json");

  private static byte[] resource(String name) throws Exception {
    try (InputStream in = RestPagesTest.class.getResourceAsStream("/rest/" + name)) {
      return in.readAllBytes();
    }
  }

  @Test
  void anEdFiDistrictIsWholeAndNothingRefersToNothing() throws Exception {
    MappedPages pages = MappedPages.district("edfi-rest", "edfi.json");

    assertThat(pages.rejected).isEmpty();
    assertThat(pages.unknownCodes).isEmpty();
    assertThat(pages.dangling()).isEmpty();
    assertThat(pages.rows).noneMatch(row -> row.contains("CANARY"));
    assertThat(pages.counts())
        .containsEntry("org", 2)
        .containsEntry("academic-session", 2)
        .containsEntry("course", 2)
        .containsEntry("class", 1)
        .containsEntry("class-staff", 1)
        .containsEntry("staff", 1)
        .containsEntry("student", 3)
        .containsEntry("demographics", 3)
        .containsEntry("english-learner", 1)
        .containsEntry("guardian", 2)
        .containsEntry("school-enrollment", 2)
        .containsEntry("class-enrollment", 1)
        .containsEntry("attendance-event", 1)
        .containsEntry("discipline-incident", 1)
        .containsEntry("special-education", 1)
        .containsEntry("assessment-result", 1)
        .containsEntry("transcript-entry", 2);
  }

  /** Whoever misspells a path, in the mapping or in the list, finds it here. */
  @ParameterizedTest
  @CsvSource({"edfi-rest, edfi.json edfi-5.json", "oneroster-1.2-rest, oneroster-1.2.json"})
  void everyPathThatIsMappedHasAValueOrIsExplained(String mapping, String files) throws Exception {
    assertThat(MappedPages.district(mapping, files.split(" ")).empty())
        .isEqualTo(EmptyPaths.explained(mapping));
  }

  @Test
  void anEdFiDistrictsValuesAreWhereTheyBelong() throws Exception {
    MappedPages pages = MappedPages.district("edfi-rest", "edfi.json");

    assertThat(pages.records.get("org").get(1))
        .containsEntry("gradesOffered", pages.records.get("org").get(1).get("gradesOffered"))
        .containsEntry("phone", "(555) 555-0100")
        .containsEntry("schoolCategory", "High School");
    assertThat(pages.records.get("student"))
        .anySatisfy(
            student ->
                assertThat(student)
                    .containsEntry("stateIdentifier", "S-77")
                    .containsEntry("city", "Everett")
                    .containsEntry("state", "WA"));
    assertThat(pages.records.get("english-learner").get(0)).containsEntry("homeLanguage", "vie");
    assertThat(pages.records.get("staff").get(0)).containsEntry("email", "terry@example.org");
    assertThat(pages.records.get("assessment-result").get(0))
        .containsEntry("scaleScore", 512.0)
        .containsEntry("performanceLevel", "Proficient")
        .containsEntry(
            "administrationDate", (int) java.time.LocalDate.of(2026, 10, 1).toEpochDay());
    assertThat(pages.registrations)
        .extracting(r -> r.role().name())
        .contains("STUDENT", "GUARDIAN");
  }

  @Test
  void aOneRosterDistrictIsWholeAndNothingRefersToNothing() throws Exception {
    MappedPages pages = MappedPages.district("oneroster-1.2-rest", "oneroster-1.2.json");

    assertThat(pages.rejected).isEmpty();
    assertThat(pages.unknownCodes).isEmpty();
    assertThat(pages.dangling()).isEmpty();
    assertThat(pages.rows).noneMatch(row -> row.contains("CANARY"));
    assertThat(pages.counts())
        .isEqualTo(
            Map.ofEntries(
                Map.entry("org", 2),
                Map.entry("academic-session", 2),
                Map.entry("course", 1),
                Map.entry("class", 1),
                Map.entry("student", 1),
                Map.entry("school-enrollment", 1),
                Map.entry("staff", 1),
                Map.entry("guardian", 1),
                Map.entry("demographics", 1),
                Map.entry("class-enrollment", 1),
                Map.entry("class-staff", 1),
                Map.entry("line-item", 1),
                Map.entry("result", 1)));
    assertThat(pages.records.get("school-enrollment").get(0))
        .containsEntry("entryDate", (int) java.time.LocalDate.of(2026, 8, 24).toEpochDay())
        .containsEntry("primarySchool", true);
    assertThat(pages.records.get("result").get(0)).containsEntry("score", 8.5);
  }

  /** Version 2 is too old for the standard mapping; a district writes its own. */
  @Test
  void realPagesOfVersion2AreMappedWithoutASocialSecurityNumber() throws Exception {
    assumeTrue(Files.isDirectory(REAL), "no sample pages at " + REAL);
    MappedPages pages = new MappedPages(new String(resource("edfi-2.yaml"), UTF_8));
    List<String> numbers = new ArrayList<>();
    for (String name : List.of("schools", "staffs", "sections", "students")) {
      String file = "Enrollment_" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
      byte[] page = Files.readAllBytes(REAL.resolve(file + ".txt"));
      pages.read("enrollment/" + name, page);
      for (JsonNode row : JSON.readTree(Arrays.copyOfRange(page, 3, page.length))) {
        for (JsonNode code : row.path("identificationCodes")) {
          if (code.path("studentIdentificationSystemDescriptor").asText().equals("SSN")) {
            numbers.add(code.path("identificationCode").asText());
          }
        }
      }
    }

    assertThat(pages.rejected).isEmpty();
    assertThat(pages.unknownCodes).isEmpty();
    assertThat(pages.counts())
        .containsEntry("org", 3)
        .containsEntry("staff", 25)
        .containsEntry("class", 25)
        .containsEntry("student", 25)
        .containsEntry("demographics", 25)
        .containsKey("living-situation");
    assertThat(pages.empty()).isEmpty();
    assertThat(numbers).isNotEmpty();
    assertThat(pages.rows).noneMatch(row -> numbers.stream().anyMatch(row::contains));
  }
}
