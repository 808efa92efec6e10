package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.hallpass.cli.spine.EveryByte;
import io.hallpass.cli.spine.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every sample of School Data Sync, from init to a warehouse. */
@ExtendWith(RunningStack.Extension.class)
final class MicrosoftSampleTest {
  private static final String SDS = "microsoft-sds-csv";
  private static final String PASSWORD = "P@ss";

  private static final List<String> SETS =
      List.of(
          "SDS Format/100 Users",
          "SDS Format/25 Users",
          "SDS Format/Min Required Attributes",
          "UK Format/100 Users",
          "UK Format/25 Users",
          "UK Format/Min Required Attributes",
          "SDS v2",
          "SDS v2.1");

  /** Where version 1 has a file a table; {@code Student} has more than one. */
  private static final Map<String, List<String>> VERSION_1 =
      Map.of(
          "School", List.of("org"),
          "Section", List.of("class"),
          "Student", List.of("student", "school_enrollment"),
          "Teacher", List.of("staff"),
          "StudentEnrollment", List.of("class_enrollment"),
          "TeacherRoster", List.of("class_staff"));

  @TempDir private static Path folder;
  private static final Map<String, TestDistrict> DISTRICTS = new LinkedHashMap<>();

  /** All at once: each waits for its files to be quiet. */
  @BeforeAll
  static void everySetIsADistrict(RunningStack stack) throws IOException {
    Samples.folder(SDS);
    for (String set : SETS) {
      int number = DISTRICTS.size();
      TestDistrict district = stack.district("sds-" + number);
      Path made = folder.resolve("made" + number);
      Command init = Command.hallpass("init", "--from", files(set).toString(), made.toString());
      assertThat(init.err()).isEmpty();
      // Small sets: half the partitions start in half the time.
      district.files().partitions(1);
      copy(made, "sources", "archive: { keep: 0 }\n", district);
      copy(made, "mappings", "", district);
      DISTRICTS.put(set, district.applied());
    }
  }

  private static Path files(String set) {
    return Samples.folder(SDS).resolve(set);
  }

  private static void copy(Path made, String inside, String more, TestDistrict district)
      throws IOException {
    if (Files.isDirectory(made.resolve(inside))) {
      try (Stream<Path> files = Files.list(made.resolve(inside))) {
        for (Path file : files.toList()) {
          district.files().write(inside + "/" + file.getFileName(), Files.readString(file) + more);
        }
      }
    }
  }

  @AfterAll
  static void noPasswordOfThemIsInAnyTopic(RunningStack stack) {
    new EveryByte(stack.endpoints().bootstrapServers()).holdNo(MicrosoftSampleTest::password);
  }

  private static Optional<String> password(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains(PASSWORD)
        ? Optional.of("a password of the sample")
        : Optional.empty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void everyRowIsInItsTableAndEveryReferenceFindsItsRow(int number) throws Exception {
    String set = SETS.get(number);
    TestDistrict district = DISTRICTS.get(set);
    Map<String, Long> expected = expected(set);

    Wait.until(set + " with " + expected, () -> there(district, expected).equals(expected));

    assertThat(district.rejected()).isEmpty();
    assertThat(Dangling.in(district)).isEmpty();
    for (String table : List.of("student", "staff", "guardian")) {
      assertThat(
              district.texts(
                  "SELECT t::text FROM " + district.files().schema() + "." + table + " t"))
          .noneMatch(row -> row.contains(PASSWORD));
    }
  }

  /** How many different records each sum of tables must have. */
  private static Map<String, Long> expected(String set) {
    Map<String, Long> expected = new TreeMap<>();
    if (Files.exists(files(set).resolve("Student.csv"))) {
      VERSION_1.forEach(
          (file, tables) -> tables.forEach(table -> expected.put(table, rows(set, file))));
      return expected;
    }
    expected.put("student+staff+guardian", rows(set, "users"));
    expected.put("org", rows(set, "orgs"));
    expected.put("class", rows(set, "classes"));
    expected.put("class_enrollment+class_staff", rows(set, "enrollments"));
    if (Files.exists(files(set).resolve("roles.csv"))) {
      expected.put("academic_session", rows(set, "academicSessions"));
      expected.put("course", rows(set, "courses"));
      // Of staff the vocabulary has none: what nobody may see does not arrive.
      Set<String> students = students(set);
      expected.put(
          "demographics",
          rows(set, "demographics", row -> students.contains(row.getField("userSourcedId"))));
      expected.put("special_education+section_504+meal_eligibility", rows(set, "userFlags"));
    }
    return expected;
  }

  private static Set<String> students(String set) {
    Set<String> students = new HashSet<>();
    rows(
        set,
        "roles",
        row ->
            row.getField("role").equals("student") && students.add(row.getField("userSourcedId")));
    return students;
  }

  private static long rows(String set, String file) {
    return rows(set, file, row -> true);
  }

  private static long rows(String set, String file, Predicate<NamedCsvRecord> which) {
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(files(set).resolve(file + ".csv"))) {
      return rows.stream().filter(which).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Long> there(TestDistrict district, Map<String, Long> expected)
      throws SQLException {
    Set<String> tables = new TreeSet<>();
    expected.keySet().forEach(sum -> tables.addAll(List.of(sum.split("\\+"))));
    Map<String, Long> records = district.records(tables);
    Map<String, Long> there = new TreeMap<>();
    for (String sum : expected.keySet()) {
      there.put(sum, Stream.of(sum.split("\\+")).mapToLong(records::get).sum());
    }
    return there;
  }
}
