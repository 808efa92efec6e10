package io.hallpass.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneRosterZipTest {
  private static final String ORGS = "sourcedId,name\no1,Everett\n";
  private static final String USERS = "sourcedId,givenName\ns1,Ann\n";

  @TempDir Path folder;

  private CsvSourceSettings settings(String version) {
    return CsvSourceSettings.of(
            "everett",
            "sis",
            2,
            folder.resolve("roster.zip").toString(),
            CsvSourceSettings.Format.oneRoster(version),
            List.of(
                new CsvResource("orgs", "orgs.csv", List.of("sourcedId"), List.of("name")),
                new CsvResource("users", "users.csv", List.of("sourcedId"), List.of("givenName"))))
        .withTimes(10, 0);
  }

  private CsvRun run() {
    return run(settings("1.2"));
  }

  private CsvRun run(CsvSourceSettings settings) {
    return new CsvRun(folder, settings);
  }

  @Test
  void readsBulkFilesInTheOrderOfTheMapping() throws Exception {
    CsvRun run = run();
    run.write("roster.zip", zip(Map.of("x/users.csv", USERS, "x/orgs.csv", ORGS), "bulk", "bulk"));

    List<SourceRecord> records = run.untilDone();

    assertThat(records.get(0).topic()).isEqualTo("everett.raw.sis.orgs");
    assertThat(Taken.rows(records, "everett.raw.sis.users")).hasSize(1);
    assertThat(Taken.markers(records, "everett.raw.sis.users")).containsExactly(0, 1);
  }

  @Test
  void doesNotReadAnAbsentFileAndDoesNotEndIt() throws Exception {
    CsvRun run = run();
    run.write("roster.zip", zip(Map.of("users.csv", USERS), "absent", "bulk"));

    List<SourceRecord> records = run.untilDone();

    assertThat(Taken.markers(records, "everett.raw.sis.orgs")).isEmpty();
    assertThat(Taken.markers(records, "everett.raw.sis.users")).hasSize(2);
  }

  @Test
  void refusesOtherVersionsAndFilesTheManifestDoesNotMention() throws Exception {
    CsvRun run = run();
    Map<String, String> files = new LinkedHashMap<>(Map.of("users.csv", USERS, "orgs.csv", ORGS));
    files.put("manifest.csv", "propertyName,value\noneroster.version,1.1\nfile.orgs,bulk\n");
    run.write("roster.zip", zip(files));

    run.untilHeld();

    assertThat(run.progress())
        .contains(
            "manifest.csv: oneroster.version must be 1.2, not 1.1",
            "file.users must be bulk, delta or absent");
  }

  @Test
  void holdsASetWithoutItsManifest() throws Exception {
    CsvRun run = run();
    run.write("roster.zip", zip(Map.of("users.csv", USERS, "orgs.csv", ORGS)));

    run.untilHeld();

    assertThat(run.progress()).contains("manifest.csv: is missing");
  }

  @Test
  void holdsASetThatLacksAFileItsManifestCallsBulk() throws Exception {
    CsvRun run = run(settings("1.2").withOptionalFiles(Set.of("orgs.csv", "users.csv")));
    run.write("roster.zip", zip(Map.of("users.csv", USERS), "bulk", "bulk"));

    List<SourceRecord> records = run.untilHeld();

    assertThat(run.progress())
        .isEqualTo("{\"held\":[\"orgs.csv: is missing, and manifest.csv calls it bulk\"]}");
    assertThat(records).extracting(SourceRecord::topic).containsExactly("everett.control.status");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1.1", "1.2"})
  void whereNoVersionIsAskedForTheManifestMayStateAnyThatIsKnown(String stated) throws Exception {
    CsvRun run = run(settings(CsvSourceSettings.Format.ANY_VERSION));
    run.write("roster.zip", versioned(stated));

    assertThat(Taken.rows(run.untilDone(), "everett.raw.sis.users")).hasSize(1);
  }

  @Test
  void aVersionThatIsNotKnownIsHeldAndNotRepeated() throws Exception {
    CsvRun run = run(settings(CsvSourceSettings.Format.ANY_VERSION));
    run.write("roster.zip", versioned("CANARY"));

    run.untilHeld();

    assertThat(run.progress())
        .isEqualTo(
            "{\"held\":[\"manifest.csv: oneroster.version must be one of [1.0, 1.1, 1.2]\"]}");
  }

  private static byte[] versioned(String version) throws IOException {
    return zip(
        Map.of(
            "manifest.csv",
            "propertyName,value\noneroster.version,"
                + version
                + "\nfile.orgs,absent\nfile.users,bulk\n",
            "users.csv",
            USERS));
  }

  @Test
  void aManifestThatContradictsItselfHoldsTheSet() throws Exception {
    CsvRun run = run();
    Map<String, String> files = new LinkedHashMap<>(Map.of("users.csv", USERS));
    files.put(
        "manifest.csv",
        "oneroster.version,1.2\nfile.orgs,absent\nfile.users,delta\nfile.users,bulk\n");
    run.write("roster.zip", zip(files));

    run.untilHeld();

    assertThat(run.progress())
        .startsWith("{\"held\":[\"manifest.csv:4: contradicts line 3 about the same property\"");
  }

  @Test
  void aFileOfRowsUnderTheManifestsNameHoldsTheSet() throws Exception {
    CsvRun run = run();
    String rows = "enrollment,user\n".repeat(3_000);
    run.write(
        "roster.zip", zip(Map.of("users.csv", USERS, "orgs.csv", ORGS, "manifest.csv", rows)));

    run.untilHeld();

    assertThat(run.progress())
        .isEqualTo("{\"held\":[\"manifest.csv: has more than 2000 lines; it needs one a file\"]}");
  }

  @Test
  void sendsNothingOfAZipThatIsNoneOrIsDamaged() throws Exception {
    CsvRun run = run();
    run.write("roster.zip", "sourcedId,givenName\nCANARY,x\n");
    List<SourceRecord> records = run.untilHeld();
    assertThat(run.progress())
        .contains("is neither a folder nor a readable zip")
        .doesNotContain("CANARY");
    byte[] zip = stored(Map.of("users.csv", USERS, "orgs.csv", ORGS));
    int name = new String(zip, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("Ann");
    zip[name] = 'X';
    run.write("roster.zip", zip);

    records.addAll(run.untilHeld());

    assertThat(run.progress()).contains("users.csv: is damaged in the zip; make the zip anew");
    assertThat(records).extracting(SourceRecord::topic).containsOnly("everett.control.status");
  }

  @Test
  void doesNotReadAZipAgainThatWasOnlyPackedAnew() throws Exception {
    CsvRun run = run();
    Map<String, String> files = Map.of("users.csv", USERS, "orgs.csv", ORGS);
    run.write("roster.zip", zip(files, "bulk", "bulk"));
    run.untilDone();
    run.write("roster.zip", zip(files, "bulk", "bulk"));

    assertThat(run.polls(3)).isEmpty();
  }

  private static byte[] zip(Map<String, String> files, String orgs, String users)
      throws IOException {
    Map<String, String> all = new LinkedHashMap<>(files);
    all.put(
        "manifest.csv",
        "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.orgs,"
            + orgs
            + "\nfile.users,"
            + users
            + "\n");
    return zip(all);
  }

  private static byte[] zip(Map<String, String> files) throws IOException {
    return Zips.of(files);
  }

  private static byte[] stored(Map<String, String> files) throws IOException {
    Map<String, String> all = new LinkedHashMap<>(files);
    all.put(
        "manifest.csv",
        "propertyName,value\noneroster.version,1.2\nfile.orgs,bulk\nfile.users,bulk\n");
    return Zips.stored(all);
  }
}
