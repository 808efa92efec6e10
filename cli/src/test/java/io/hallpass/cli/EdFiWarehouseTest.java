package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.cli.edfi.GrandBendSampleTest;
import io.hallpass.cli.edfi.InbloomCounts;
import io.hallpass.cli.edfi.InbloomSampleTest;
import io.hallpass.cli.edfi.MappedSet;
import io.hallpass.cli.edfi.XmlCounts;
import io.hallpass.cli.spine.Wait;
import io.hallpass.ingest.edfi.InterchangeSet;
import io.hallpass.ingest.fileset.FileSet;
import io.hallpass.normalize.mapping.StandardMappings;
import io.hallpass.sink.table.SqlNames;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Others' Ed-Fi districts, from their XML files to a warehouse. */
@ExtendWith(RunningStack.Extension.class)
final class EdFiWarehouseTest {
  private static String source(String mapping, Path path) {
    return "kind: edfi-xml\nregisters: student\narchive: { keep: 0 }\nmapping: "
        + mapping
        + "\npath: '"
        + path
        + "'\n";
  }

  @Test
  void ofInbloomsDistrictEveryElementThatWeModelIsInTheWarehouse(RunningStack stack)
      throws Exception {
    Path folder = Samples.folder("inbloom-edfi-xml/SmallSampleDataSet");
    InbloomCounts counts = InbloomCounts.read(folder.resolve("inputCounts.txt"));
    MappedSet mapped = mapped(folder);
    TestDistrict inbloom = stack.district("inbloom");
    inbloom.files().write("sources/edfi.yaml", source("edfi-xml-1.0", folder));
    InbloomSampleTest.DISTRICT_CODES.forEach(
        (name, csv) -> inbloom.files().write("codes/" + name + ".csv", csv));
    inbloom.applied();

    Map<String, Long> all = counts(mapped.ids());
    Wait.until("all of " + all, () -> inbloom.records(all.keySet()).equals(all));

    Map<String, Set<String>> delivered = new TreeMap<>();
    for (String entity : mapped.ids().keySet()) {
      delivered.put(entity, inbloom.ids(SqlNames.table(entity)));
    }
    assertThat(delivered).isEqualTo(mapped.ids());
    for (String element : counts.modelled()) {
      String entity = counts.entity(element);
      Set<String> records = mapped.ids(element).get(entity);
      records.retainAll(delivered.get(entity));
      assertThat(records).as(element).hasSize(counts.records(element));
    }
    Map<String, Long> elements = XmlCounts.ofInbloom(folder, files(folder));
    assertThat(filled(inbloom, elements.keySet())).isEqualTo(elements);
    assertThat(inbloom.rejected()).isEmpty();
    // Calendar dates of the agency IL, which the sample itself does not have.
    assertThat(Dangling.in(inbloom)).isEqualTo(Map.of("calendar_date.school_id", 556L));
  }

  private static Map<String, Long> filled(TestDistrict district, Set<String> columns)
      throws SQLException {
    Map<String, Long> filled = new TreeMap<>();
    for (String column : columns) {
      String[] at = column.split("\\.");
      String table = district.files().schema() + "." + at[0];
      // A guardian's record stands there once a child.
      filled.put(
          column,
          district.number(
              "SELECT count(DISTINCT record_id) FROM "
                  + table
                  + " WHERE "
                  + at[1]
                  + " IS NOT NULL"));
    }
    return filled;
  }

  private static List<String> files(Path folder) throws IOException {
    List<String> problems = new ArrayList<>();
    try (FileSet set = FileSet.at(folder)) {
      List<String> files = InterchangeSet.of(set, problems).files();
      assertThat(problems).isEmpty();
      return files;
    }
  }

  private static MappedSet mapped(Path folder) throws IOException {
    MappedSet mapped = new MappedSet(InbloomSampleTest.DISTRICT_CODES, RunningStack.SECRET);
    try (FileSet set = FileSet.at(folder)) {
      String standard = StandardMappings.mapping("edfi-xml-1.0").orElseThrow();
      return mapped.read(set, files(folder), mapped.mapping(standard));
    }
  }

  private static Map<String, Long> counts(Map<String, Set<String>> ids) {
    Map<String, Long> counts = new TreeMap<>();
    ids.forEach((entity, records) -> counts.put(SqlNames.table(entity), (long) records.size()));
    return counts;
  }

  @Test
  void ofGrandBendAllStudentsArriveAndEveryReferenceFindsItsRow(RunningStack stack)
      throws Exception {
    Path folder = Samples.folder("edfi-xml-grandbend-hs");
    Path orgs = folder.resolve("Samples/SampleDataGenerator/DataFiles/EducationOrganization");
    TestDistrict grandBend = stack.district("grand-bend");
    grandBend
        .files()
        .write("sources/edfi.yaml", source("grand-bend", folder))
        .write("mappings/grand-bend.yaml", GrandBendSampleTest.mapping())
        .write(
            "sources/orgs.yaml",
            "kind: csv\nmapping: grand-bend-orgs\narchive: { keep: 0 }\npath: '" + orgs + "'\n")
        .write("mappings/grand-bend-orgs.yaml", GrandBendSampleTest.ORGS_MAPPING);
    grandBend.applied();

    Map<String, Long> all =
        Map.of(
            "org", 7L,
            "student", 1400L,
            "demographics", 1400L,
            "school_enrollment", 1400L,
            "meal_eligibility", 115L,
            "english_learner", 20L,
            "living_situation", 4L);
    Wait.until("all of " + all, () -> grandBend.records(all.keySet()).equals(all));

    assertThat(grandBend.count("student")).isEqualTo(1400);
    assertThat(grandBend.count("school_enrollment")).isEqualTo(1400);
    assertThat(grandBend.rejected()).isEmpty();
    assertThat(Dangling.in(grandBend)).isEmpty();
  }
}
