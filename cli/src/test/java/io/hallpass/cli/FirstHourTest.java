package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** init, check and preview, one after the other, on every set that others made. */
final class FirstHourTest {
  private static final Path SAMPLES = Path.of("../../shared/samples");
  private static final Path SDS = SAMPLES.resolve("microsoft-sds-csv");

  @TempDir private Path temp;

  @BeforeEach
  void theSamplesAreThere() {
    assumeTrue(Files.isDirectory(SAMPLES), "the sample files are not beside the project");
  }

  @ParameterizedTest
  @CsvSource({
    "SDS Format/100 Users, sds-1-csv, 86, 12, 28, 602",
    "SDS Format/25 Users, sds-1-csv, 22, 2, 2, 44",
    "SDS Format/Min Required Attributes, sds-1-csv-narrowed, 22, 2, 2, 44",
    "UK Format/100 Users, sds-1-uk-csv, 86, 12, 28, 602",
    "UK Format/25 Users, sds-1-uk-csv, 22, 2, 28, 154",
    "UK Format/Min Required Attributes, sds-1-uk-csv-narrowed, 22, 2, 28, 154",
    "SDS v2, sds-2-csv, 22, 7, 4, 22",
    "SDS v2.1, sds-2.1-csv, 8, 8, 2, 4"
  })
  void everySdsSetIsRecognisedCheckedAndShown(
      String set, String mapping, int students, int staff, int classes, int enrollments)
      throws IOException {
    Path dir = temp.resolve("contoso");
    Command init = Command.hallpass("init", "--from", SDS.resolve(set).toString(), dir.toString());

    assertThat(init.err()).isEmpty();
    assertThat(init.exitCode()).isZero();
    assertThat(dir.resolve("sources/roster.yaml"))
        .content()
        .contains("kind: csv\n")
        .contains("mapping: " + mapping + "\n");
    assertThat(Command.hallpass("check", dir.toString()).err()).isEmpty();
    Command preview = Command.hallpass("preview", dir.toString(), "--json");
    assertThat(preview.err()).isEmpty();
    assertThat(preview.out()).doesNotContainIgnoringCase("P@ss");
    JsonNode shown = new ObjectMapper().readTree(preview.out());
    JsonNode roster = shown.at("/sources/roster");
    assertThat(roster.at("/entities/student/count").asInt()).isEqualTo(students);
    assertThat(roster.at("/entities/staff/count").asInt()).isEqualTo(staff);
    assertThat(roster.at("/entities/class/count").asInt()).isEqualTo(classes);
    assertThat(roster.at("/entities/class_enrollment/count").asInt()).isEqualTo(enrollments);
    assertThat(roster.at("/entities/student/records")).hasSize(5);
    assertThat(roster.at("/rejects")).isEmpty();
    assertThat(roster.at("/unknownCodes")).isEmpty();
    assertThat(shown.at("/recipientsWithoutConsents/own/student/released").toString())
        .contains("\"username\"");
    assertThat(Command.hallpass("preview", dir.toString()).out())
        .contains("student: " + students + " records", "no row rejected", "recipient own");
  }

  @ParameterizedTest
  @CsvSource({
    "inbloom-edfi-xml/SmallSampleDataSet, edfi-xml-1.0, 78, 167, 6",
    "edfi-xml-grandbend-hs, edfi-xml-2.0, 1400, 1400, 0"
  })
  void everyEdfiSetIsRecognisedCheckedAndShown(
      String set, String mapping, int students, int enrollments, int rejected) throws IOException {
    Path dir = temp.resolve("midgar");
    String from = SAMPLES.resolve(set).toString();
    Command init = Command.hallpass("init", "--from", from, dir.toString());

    assertThat(init.err()).isEmpty();
    assertThat(init.exitCode()).isZero();
    assertThat(dir.resolve("sources/edfi.yaml"))
        .content()
        .contains("kind: edfi-xml\n")
        .contains("mapping: " + mapping + "\n");
    assertThat(Command.hallpass("check", dir.toString()).err()).isEmpty();
    Command preview = Command.hallpass("preview", dir.toString(), "--json");
    assertThat(preview.err()).isEmpty();
    JsonNode shown = new ObjectMapper().readTree(preview.out());
    JsonNode edfi = shown.at("/sources/edfi");
    assertThat(edfi.at("/entities/student/count").asInt()).isEqualTo(students);
    assertThat(edfi.at("/entities/school_enrollment/count").asInt()).isEqualTo(enrollments);
    assertThat(edfi.at("/entities/student/records")).hasSize(5);
    assertThat(edfi.at("/unknownCodes")).isEmpty();
    // Programs whose kind the district has to say.
    assertThat(edfi.at("/rejects").findValuesAsText("code")).allMatch("UNKNOWN_CODE"::equals);
    assertThat(
            edfi.at("/rejects").findValuesAsText("count").stream()
                .mapToInt(Integer::parseInt)
                .sum())
        .isEqualTo(rejected);
    assertThat(shown.at("/recipientsWithoutConsents/own/student/released").toString())
        .contains("\"given_name\"");
    assertThat(Command.hallpass("preview", dir.toString()).out())
        .contains("student: " + students + " records", "recipient own");
  }

  @Test
  void pagesOfAnApiAreRecognisedCheckedAndShownWithoutTheApi() throws IOException {
    Path dir = temp.resolve("grandbend");
    String from = SAMPLES.resolve("edfi-api-json").toString();
    Command init = Command.hallpass("init", "--from", from, dir.toString());

    assertThat(init.err()).isEmpty();
    assertThat(init.exitCode()).isZero();
    assertThat(dir.resolve("sources/edfi.yaml"))
        .content()
        .contains("kind: edfi-rest\n", "mapping: edfi-rest\n", "# fill in: the key")
        .contains(
            "# No page writes a descriptor as a URI", "name says of which resource: SOURCE.txt");
    assertThat(Command.hallpass("check", dir.toString()).err()).isEmpty();
    Command preview = Command.hallpass("preview", dir.toString(), "--json");
    assertThat(preview.err()).isEmpty();
    assertThat(preview.out()).doesNotContain("5754419775");
    JsonNode shown = new ObjectMapper().readTree(preview.out());
    JsonNode edfi = shown.at("/sources/edfi");
    assertThat(edfi.at("/rows").toString())
        .isEqualTo("{\"schools\":3,\"sections\":25,\"staffs\":25,\"students\":25}");
    assertThat(edfi.at("/registered/student").asInt()).isEqualTo(25);
    assertThat(edfi.at("/entities/student/records/0/given_name").asText()).isEqualTo("Shelby");
    assertThat(edfi.at("/entities/demographics/records/0/birth_date").asText())
        .isEqualTo("2005-12-15");
    assertThat(edfi.at("/entities/org/count").asInt()).isEqualTo(3);
    // Version 2 calls the key of a section otherwise.
    assertThat(edfi.at("/rejects")).hasSize(1);
    assertThat(edfi.at("/rejects/0/code").asText()).isEqualTo("MISSING_KEY");
    assertThat(edfi.at("/rejects/0/count").asInt()).isEqualTo(25);
    assertThat(edfi.at("/rejects/0/firstAt/0").asText()).isEqualTo("Enrollment_Sections.txt#1");
    assertThat(Command.hallpass("preview", dir.toString()).out())
        .contains("student: 25 records", "MISSING_KEY", "recipient own");
  }

  @Test
  void filesWithoutStudentsMakeNoDistrictAndThatIsSaid() {
    Command init =
        Command.hallpass(
            "init",
            "--from",
            SAMPLES
                .resolve(
                    "edfi-xml-grandbend-hs/Samples/SampleDataGenerator/DataFiles/EducationOrganization")
                .toString(),
            temp.resolve("x").toString());

    assertThat(init.exitCode()).isEqualTo(2);
    assertThat(init.err()).contains("no file of", "sounds like students", "Program.csv");
    assertThat(temp.resolve("x")).doesNotExist();
  }
}
