package io.hallpass.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpass.cli.spine.EveryByte;
import io.hallpass.cli.spine.Wait;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Real pages of an Ed-Fi API, from a server to a warehouse. */
@ExtendWith(RunningStack.Extension.class)
final class EdFiApiTest {
  @Test
  void everyRowOfEveryPageArrivesAndItsSocialSecurityNumbersNowhere(RunningStack stack)
      throws Exception {
    Path samples = Samples.folder("edfi-api-json");
    TestDistrict district = stack.district("edfi-api");
    try (EdFiPages pages = new EdFiPages(samples)) {
      Set<String> numbers = pages.socialSecurityNumbers();
      assertThat(numbers).hasSize(25);
      district
          .files()
          .write(
              "sources/api.yaml",
              "kind: edfi-rest\nmapping: edfi-2\nregisters: student\npageSize: 10\nurl: "
                  + pages.url()
                  + "\nclientId: everett\nclientSecret: "
                  + stack.secret("secret")
                  + "\n")
          .write("mappings/edfi-2.yaml", mapping());
      district.applied();

      Map<String, Long> all =
          Map.of(
              "org", 3L,
              "staff", 25L,
              "class", 25L,
              "student", 25L,
              "demographics", 25L,
              "living_situation", 3L);
      Wait.until("all of " + all, () -> district.records(all.keySet()).equals(all));

      assertThat(district.texts("SELECT name FROM edfi_api.org"))
          .isEqualTo(of(pages.rows("schools"), row -> row.path("nameOfInstitution").asText()));
      assertThat(
              district.texts(
                  "SELECT s.sourced_id || ' ' || s.identifier || ' ' || given_name || ' '"
                      + " || family_name || ' ' || birth_date FROM edfi_api.student s"
                      + " JOIN edfi_api.demographics USING (student_id)"))
          .isEqualTo(of(pages.rows("students"), EdFiApiTest::student));
      assertThat(district.texts("SELECT email FROM edfi_api.staff WHERE email IS NOT NULL"))
          .isEqualTo(of(pages.rows("staffs"), EdFiApiTest::email));
      assertThat(district.rejected()).isEmpty();
      new EveryByte(stack.endpoints().bootstrapServers()).holdNo(bytes -> found(bytes, numbers));
      for (String table : all.keySet()) {
        assertThat(district.texts("SELECT t::text FROM edfi_api." + table + " t"))
            .noneMatch(row -> numbers.stream().anyMatch(row::contains));
      }
    }
  }

  private static String mapping() throws Exception {
    try (InputStream in = EdFiApiTest.class.getResourceAsStream("/rest/edfi-2.yaml")) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static String student(JsonNode row) {
    return String.join(
        " ",
        row.path("studentUniqueId").asText(),
        local(row),
        row.path("firstName").asText(),
        row.path("lastSurname").asText(),
        row.path("birthDate").asText().substring(0, 10));
  }

  private static String local(JsonNode row) {
    for (JsonNode code : row.path("identificationCodes")) {
      if (code.path("studentIdentificationSystemDescriptor").asText().equals("Local")) {
        return code.path("identificationCode").asText();
      }
    }
    throw new AssertionError("a student of the sample without a local code");
  }

  private static String email(JsonNode row) {
    return row.path("electronicMails").path(0).path("electronicMailAddress").asText();
  }

  private static Set<String> of(List<JsonNode> rows, Function<JsonNode, String> text) {
    return rows.stream()
        .map(text)
        .filter(some -> !some.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Optional<String> found(byte[] bytes, Set<String> numbers) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return numbers.stream().anyMatch(text::contains)
        ? Optional.of("a social security number of the sample")
        : Optional.empty();
  }
}
