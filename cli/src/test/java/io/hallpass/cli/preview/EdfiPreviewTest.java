package io.hallpass.cli.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hallpass.ingest.edfi.InterchangeFiles;
import io.hallpass.ingest.edfi.InterchangeRows;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.StandardMappings;
import io.hallpass.schemas.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Interchanges through the same preview, whatever kind of source brings them. */
final class EdfiPreviewTest {
  private static final Path SAMPLES = Path.of("../../shared/samples");

  @ParameterizedTest
  @CsvSource({
    "inbloom-edfi-xml/SmallSampleDataSet, edfi-xml-1.0, 78, 167",
    "edfi-xml-grandbend-hs, edfi-xml-2.0, 1400, 1400"
  })
  void allStudentsAreCountedAndSomeAreShown(String set, String name, int students, int enrollments)
      throws IOException {
    assumeTrue(Files.isDirectory(SAMPLES), "the sample files are not beside the project");
    Catalogue catalogue = Catalogue.load();
    Mapping mapping =
        Mapping.load(
            name,
            StandardMappings.mapping(name).orElseThrow(),
            catalogue,
            StandardMappings.crosswalks());
    Map<String, RowColumns> resources = new LinkedHashMap<>();
    mapping.resources().forEach(r -> resources.put(r.name(), new RowColumns(r.key(), r.columns())));
    SourceSample sample = new SourceSample("edfi", mapping, catalogue, 5);

    InterchangeRows.read(InterchangeFiles.folder(SAMPLES.resolve(set)), resources, sample);

    assertThat(sample.entities().get("student").count()).isEqualTo(students);
    assertThat(sample.entities().get("student").first()).hasSize(5);
    assertThat(sample.entities().get("school-enrollment").count()).isEqualTo(enrollments);
    assertThat(sample.registered()).containsEntry("student", (long) students);
  }
}
