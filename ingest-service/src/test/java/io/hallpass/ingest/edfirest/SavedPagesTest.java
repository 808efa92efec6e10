package io.hallpass.ingest.edfirest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hallpass.ingest.rest.Credentials;
import io.hallpass.ingest.rest.Http;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.rest.RestSettings;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.ingest.row.RowTaker;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.topics.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedPagesTest {
  @TempDir private Path folder;

  private final List<String> taken = new ArrayList<>();
  private final RowTaker taker =
      new RowTaker() {
        @Override
        public void row(String resource, byte[] value, String at) {
          taken.add(resource + " " + new String(value, StandardCharsets.UTF_8) + " " + at);
        }

        @Override
        public void refused(String resource, ErrorCode code, String field, String at) {
          taken.add(resource + " " + code + " " + field + " " + at);
        }
      };

  private void write(String file, String json) throws IOException {
    Files.writeString(folder.resolve(file), json);
  }

  private static RestSettings settings() {
    List<String> columns = List.of("studentUniqueId", "firstName");
    List<RestResource> resources =
        List.of(
            new RestResource(
                "students",
                "data/v3/ed-fi/students",
                new RowColumns(columns.subList(0, 1), columns),
                RestResource.JSON),
            new RestResource(
                "schools",
                "data/v3/ed-fi/schools",
                new RowColumns(List.of("schoolId"), List.of("schoolId")),
                RestResource.JSON));
    String url = "https://edfi.example.org";
    return new RestSettings(
        "everett",
        "sis",
        1,
        url,
        new Credentials(url + "/token", "id", "${env:X}", "", false),
        new Http(false, 1, 1, 1, 1, 1, 200),
        resources,
        10,
        10,
        10);
  }

  private void read() throws IOException {
    SavedPages.read(folder, settings(), taker);
  }

  private List<String> problems() {
    ConfigException refused = catchThrowableOfType(ConfigException.class, this::read);
    return refused.problems();
  }

  @Test
  void rowsAreCollectedAsTheConnectorCollectsThemWhateverStandsAroundTheList() throws IOException {
    write(
        "Enrollment_Students.txt",
        "\uFEFF[{\"studentUniqueId\":1,\"firstName\":\"Ada\",\"ssn\":9}]");
    write("students-2.json", "{\"students\":[{\"studentUniqueId\":\"2\"},{\"firstName\":\"Bo\"}]}");

    read();

    assertThat(taken)
        .containsExactly(
            "students {\"studentUniqueId\":\"1\",\"firstName\":\"Ada\"} Enrollment_Students.txt#1",
            "students {\"studentUniqueId\":\"2\",\"firstName\":null} students-2.json#1",
            "students MISSING_KEY studentUniqueId students-2.json#2");
  }

  @Test
  void aRowThatStandsInTwoPagesIsGivenOnce() throws IOException {
    write("students-1.json", "[{\"studentUniqueId\":1,\"firstName\":\"Ada\"}]");
    write("students-2.json", "[{\"studentUniqueId\":1,\"firstName\":\"Eve\"}]");

    read();

    assertThat(taken).singleElement().asString().contains("Ada");
  }

  @Test
  void everyFileThatIsNoPageIsNamedAndNoRowGivenThen() throws IOException {
    write("schools.json", "[{\"schoolId\":1}]");
    write("students-1.json", "[{\"studentUniqueId\":\"canary\"");
    write("students-2.json", "[\"" + "x".repeat(200) + "\"]");

    assertThat(problems())
        .hasSize(2)
        .anyMatch(line -> line.contains("!students-1.json: students: ") && line.contains("line 1"))
        .anyMatch(line -> line.contains("!students-2.json") && line.contains("longer than 200"))
        .noneMatch(line -> line.contains("canary"));
    assertThat(taken).isEmpty();
  }

  @Test
  void aFolderWithoutAPageIsRefused() throws IOException {
    write("SOURCE.txt", "students of schools");
    write("students-of-schools.json", "[]");

    assertThat(problems())
        .singleElement()
        .asString()
        .contains("no file is named after a resource of the mapping");
  }

  @Test
  void pagesMayLieInAZip() throws IOException {
    folder = folder.resolve("pages.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder))) {
      zip.putNextEntry(new ZipEntry("saved/SCHOOLS.JSON"));
      zip.write("[{\"schoolId\":7}]".getBytes(StandardCharsets.UTF_8));
    }

    read();

    assertThat(taken).containsExactly("schools {\"schoolId\":\"7\"} SCHOOLS.JSON#1");
  }
}
