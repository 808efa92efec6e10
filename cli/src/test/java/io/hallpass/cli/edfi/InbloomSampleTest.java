package io.hallpass.cli.edfi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** inBloom's own sample district, held against the counts its authors expected. */
public class InbloomSampleTest {
  private static final Path FOLDER =
      Path.of("../../shared/samples/inbloom-edfi-xml/SmallSampleDataSet");
  private static final Path GUIDE = Path.of("../docs/sources/edfi-xml.md");

  /** The kinds of the sample's two programs, as its Program elements give them. */
  public static final Map<String, String> DISTRICT_CODES =
      Map.of("edfi-program-id", "from,to\nACC-TEST-PROG-1,04887\nACC-TEST-PROG-2,04964\n");

  private static MappedSet mapped;
  private static InterchangeSet set;
  private static InbloomCounts counts;

  @BeforeAll
  static void readAndMapEverything() throws IOException {
    mapped = read();
    counts = InbloomCounts.read(FOLDER.resolve("inputCounts.txt"));
  }

  /** The whole set, mapped. */
  static MappedSet read() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), "the sample files are not beside the project");
    List<String> problems = new ArrayList<>();
    set = InterchangeSet.of(FileSet.at(FOLDER), problems);
    assertThat(problems).isEmpty();
    return read(set.files());
  }

  private static MappedSet read(List<String> files) throws IOException {
    MappedSet into = new MappedSet(DISTRICT_CODES);
    return into.read(FileSet.at(FOLDER), files, mapping(into));
  }

  private static Mapping mapping(MappedSet set) {
    return set.mapping(StandardMappings.mapping("edfi-xml-1.0").orElseThrow());
  }

  @Test
  void everyElementWeModelGivesTheRecordsItsAuthorsExpected() {
    for (String element : counts.modelled()) {
      assertThat(mapped.distinct(element).get(counts.entity(element)))
          .as(element)
          .isEqualTo(counts.records(element));
    }
  }

  @Test
  void theGuideHasTheTable() throws IOException {
    String table = counts.table(mapped);
    System.out.println(table);
    String guide = Files.readString(GUIDE);
    if (Boolean.getBoolean("hallpass.docs.write")) {
      guide = InbloomCounts.replaced(guide, table);
      Files.writeString(GUIDE, guide);
    }

    assertThat(guide)
        .as(
            "make it anew: mvn -pl cli -am verify -Dtest=InbloomSampleTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dhallpass.docs.write=true")
        .contains(table);
  }

  @Test
  void noElementIsForgotten() {
    Set<String> known = new TreeSet<>(counts.modelled());
    known.addAll(counts.notModelled());

    assertThat(known).containsAll(mapped.elements.keySet()).containsAll(counts.names());
  }

  /** Whoever misspells a path, in the mapping or in the list, finds it here. */
  @Test
  void everyPathThatIsMappedHasAValueOrIsExplained() throws IOException {
    assertThat(EmptyPaths.of(mapping(mapped), mapped.rows))
        .isEqualTo(EmptyPaths.explained("inbloom"));
  }

  @Test
  void noRowIsRejectedAndNoCodeUnknown() {
    assertThat(mapped.rejected).isEmpty();
    assertThat(mapped.unknownCodes).isEmpty();
  }

  /** 556 calendar dates name the agency IL, which the sample itself does not have. */
  @Test
  void everyReferenceFindsItsRecord() {
    assertThat(mapped.dangling()).isEqualTo(Map.of("calendar-date.schoolId", 556));
  }

  @Test
  void everyRecordBelongsToARegisteredPerson() {
    Set<String> registered = new HashSet<>();
    Set<String> students = new HashSet<>();
    for (Emission.Registration registration : mapped.registrations) {
      registered.add(registration.person());
      if (registration.role() == Role.STUDENT) {
        students.add(registration.person());
      }
    }

    assertThat(students).hasSize(78);
    assertThat(mapped.registrations)
        .filteredOn(registration -> registration.role() == Role.GUARDIAN)
        .hasSize(18)
        .allMatch(registration -> students.contains(registration.of().orElseThrow()));
    assertThat(mapped.records())
        .filteredOn(record -> !record.person().isEmpty())
        .allMatch(record -> registered.contains(record.person()));
  }

  @Test
  void theFileThatTheControlFileDoesNotNameRepeatsWhatIsThere() throws IOException {
    assertThat(set.unlisted()).containsExactly("InterchangeAssessmentMetadata-Learning.xml");

    MappedSet withIt = read(Stream.concat(set.files().stream(), set.unlisted().stream()).toList());

    for (String element : List.of("LearningStandard", "LearningObjective")) {
      assertThat(withIt.elements.get(element)).isEqualTo(counts.expected(element).longValue());
      assertThat(withIt.distinct(element)).isEqualTo(mapped.distinct(element));
    }
  }

  @Test
  void whatNoMappingNamesIsInNoRow() {
    String rows = mapped.rows.values().toString();

    assertThat(rows)
        .contains("Cimmino", "BEH01")
        // The reporter, a teacher's birth, home, race and papers, the weapon.
        .doesNotContain("Gold Finger", "1975-06-29", "123 Smith Street", "101 Elm")
        .doesNotContain("Native Hawaiian", "Drivers license", "Doctorate", "Club");
  }
}
