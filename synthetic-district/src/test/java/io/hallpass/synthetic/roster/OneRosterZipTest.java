package io.hallpass.synthetic.roster;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.hallpass.synthetic.Secrets;
import io.hallpass.synthetic.SyntheticDistrict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneRosterZipTest {
  private static final long SEED = 99;
  private static final int STUDENTS = 1000;

  @TempDir Path dir;

  @Test
  void theSameDistrictMakesTheSameBytesInAnyTimeZone() throws IOException {
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      OneRosterZip.write(dir.resolve("a.zip"), SyntheticDistrict.of(SEED, 200));
      TimeZone.setDefault(TimeZone.getTimeZone("America/Anchorage"));
      OneRosterZip.write(dir.resolve("b.zip"), SyntheticDistrict.of(SEED, 200));
    } finally {
      TimeZone.setDefault(before);
    }

    assertThat(dir.resolve("a.zip")).hasSameBinaryContentAs(dir.resolve("b.zip"));
  }

  @Test
  void anotherSeedOrDayMakesOtherBytes() throws IOException {
    OneRosterZip.write(dir.resolve("a.zip"), SyntheticDistrict.of(SEED, 200));
    OneRosterZip.write(dir.resolve("b.zip"), SyntheticDistrict.of(SEED + 1, 200));
    OneRosterZip.write(dir.resolve("c.zip"), SyntheticDistrict.of(SEED, 200).on(1));

    byte[] a = Files.readAllBytes(dir.resolve("a.zip"));
    assertThat(Files.readAllBytes(dir.resolve("b.zip"))).isNotEqualTo(a);
    assertThat(Files.readAllBytes(dir.resolve("c.zip"))).isNotEqualTo(a);
  }

  @Test
  void theManifestSaysOfEveryFileOfTheStandardWhetherItIsThere() throws IOException {
    OneRosterZip.writeWithoutGradebook(dir.resolve("a.zip"), SyntheticDistrict.of(SEED, 20));

    Map<String, String> manifest = new TreeMap<>();
    Set<String> entries = new HashSet<>();
    try (ZipFile zip = new ZipFile(dir.resolve("a.zip").toFile())) {
      zip.stream().forEach(entry -> entries.add(entry.getName()));
      read(zip, "manifest.csv")
          .forEach(r -> manifest.put(r.getField("propertyName"), r.getField("value")));
    }

    assertThat(manifest)
        .containsEntry("manifest.version", "1.0")
        .containsEntry("oneroster.version", "1.2");
    assertThat(manifest.keySet().stream().filter(k -> k.startsWith("file."))).hasSize(21);
    Set<String> bulk =
        manifest.entrySet().stream()
            .filter(e -> e.getValue().equals("bulk"))
            .map(e -> e.getKey().substring("file.".length()) + ".csv")
            .collect(Collectors.toSet());
    bulk.add("manifest.csv");
    assertThat(entries).isEqualTo(bulk).doesNotContain("results.csv");
  }

  @Test
  void everyReferenceLeadsSomewhere() throws IOException {
    Map<String, List<NamedCsvRecord>> files = files(SyntheticDistrict.of(SEED, STUDENTS).on(1));
    Set<String> users = ids(files, "users");
    Set<String> classes = ids(files, "classes");
    Set<String> orgs = ids(files, "orgs");
    Set<String> sessions = ids(files, "academicSessions");

    check(files, "users", "agentSourcedIds", users);
    check(files, "users", "primaryOrgSourcedId", orgs);
    check(files, "roles", "userSourcedId", users);
    check(files, "roles", "orgSourcedId", orgs);
    check(files, "demographics", "sourcedId", users);
    check(files, "enrollments", "userSourcedId", users);
    check(files, "enrollments", "classSourcedId", classes);
    check(files, "enrollments", "schoolSourcedId", orgs);
    check(files, "classes", "courseSourcedId", ids(files, "courses"));
    check(files, "classes", "schoolSourcedId", orgs);
    check(files, "classes", "termSourcedIds", sessions);
    check(files, "courses", "orgSourcedId", orgs);
    check(files, "courses", "schoolYearSourcedId", sessions);
    check(files, "orgs", "parentSourcedId", orgs);
    check(files, "academicSessions", "parentSourcedId", sessions);
    check(files, "lineItems", "classSourcedId", classes);
    check(files, "lineItems", "categorySourcedId", ids(files, "categories"));
    check(files, "results", "lineItemSourcedId", ids(files, "lineItems"));
    check(files, "results", "studentSourcedId", users);
  }

  @Test
  void guardiansAndStudentsNameEachOther() throws IOException {
    Map<String, List<NamedCsvRecord>> files = files(SyntheticDistrict.of(SEED, STUDENTS).on(1));
    Set<String> pairs = new HashSet<>();
    Set<String> reversed = new HashSet<>();
    for (NamedCsvRecord user : files.get("users")) {
      String id = user.getField("sourcedId");
      for (String agent : list(user.getField("agentSourcedIds"))) {
        if (id.startsWith("s-")) {
          pairs.add(id + agent);
        } else {
          reversed.add(agent + id);
        }
      }
    }

    assertThat(pairs).hasSizeGreaterThan(STUDENTS).isEqualTo(reversed);
  }

  @Test
  void sizesScaleWithTheDistrict() throws IOException {
    Map<String, List<NamedCsvRecord>> files = files(SyntheticDistrict.of(SEED, 10_000));
    long roles =
        files.get("roles").stream().filter(r -> r.getField("role").equals("student")).count();
    long attended =
        files.get("enrollments").stream().filter(e -> e.getField("role").equals("student")).count();

    assertThat(roles).isEqualTo(10_000);
    assertThat(attended).isBetween(60_000L, 70_000L);
    assertThat((double) attended / files.get("classes").size()).isBetween(20.0, 30.0);
    assertThat(files.get("orgs")).hasSizeBetween(15, 25);
  }

  @Test
  void everyUserHasAPasswordThatNobodyElseHas() throws IOException {
    List<NamedCsvRecord> users = files(SyntheticDistrict.of(SEED, STUDENTS)).get("users");

    List<String> passwords = users.stream().map(u -> u.getField("password")).toList();

    assertThat(passwords)
        .doesNotHaveDuplicates()
        .allMatch(p -> p.startsWith(Secrets.ROSTER_PASSWORD));
  }

  private Map<String, List<NamedCsvRecord>> files(SyntheticDistrict district) throws IOException {
    Path path = dir.resolve("roster.zip");
    OneRosterZip.write(path, district);
    Map<String, List<NamedCsvRecord>> files = new TreeMap<>();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      for (RosterFile file : RosterFile.values()) {
        List<NamedCsvRecord> rows = read(zip, file.fileName());
        assertThat(rows.get(0).getHeader()).isEqualTo(file.columns());
        files.put(file.title(), rows);
      }
    }
    return files;
  }

  private static List<NamedCsvRecord> read(ZipFile zip, String entry) throws IOException {
    String text =
        new String(zip.getInputStream(zip.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
    List<NamedCsvRecord> rows = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(text)) {
      csv.forEach(rows::add);
    }
    return rows;
  }

  private static Set<String> ids(Map<String, List<NamedCsvRecord>> files, String file) {
    List<String> ids = files.get(file).stream().map(r -> r.getField("sourcedId")).toList();
    assertThat(ids).as(file).doesNotHaveDuplicates().isNotEmpty();
    return new HashSet<>(ids);
  }

  private static void check(
      Map<String, List<NamedCsvRecord>> files, String file, String column, Set<String> known) {
    Set<String> named =
        files.get(file).stream()
            .flatMap(r -> list(r.getField(column)).stream())
            .collect(Collectors.toSet());
    assertThat(known).as(file + "." + column).containsAll(named);
    assertThat(named).as(file + "." + column).isNotEmpty();
  }

  private static List<String> list(String cell) {
    return cell.isEmpty() ? List.of() : List.of(cell.split(","));
  }
}
