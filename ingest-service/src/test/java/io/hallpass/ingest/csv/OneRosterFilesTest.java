package io.hallpass.ingest.csv;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as they should not be, in a zip in a fixed path. */
class OneRosterFilesTest {
  private static final String ORGS = "everett.raw.sis.orgs";
  private static final String USERS = "everett.raw.sis.users";
  private static final String ORGS_FILE = "sourcedId,name\no1,Everett\n";
  private static final String USERS_FILE = "sourcedId,givenName\ns1,CANARY\n";

  @TempDir private Path folder;
  private CsvRun run;

  @BeforeEach
  void start() {
    run =
        new CsvRun(
            folder,
            CsvSourceSettings.of(
                    "everett",
                    "sis",
                    1,
                    folder.resolve("roster.zip").toString(),
                    CsvSourceSettings.Format.oneRoster("1.2"),
                    List.of(
                        new CsvResource("orgs", "orgs.csv", List.of("sourcedId"), List.of("name")),
                        new CsvResource(
                            "users", "users.csv", List.of("sourcedId"), List.of("givenName"))))
                .withTimes(10, 0));
  }

  private static String manifest(String orgs, String users) {
    return "propertyName,value\noneroster.version,1.2\nfile.orgs,"
        + orgs
        + "\nfile.users,"
        + users
        + "\n";
  }

  private static Map<String, byte[]> files(String manifest, String orgs, String users) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("manifest.csv", manifest.getBytes(UTF_8));
    files.put("orgs.csv", orgs.getBytes(UTF_8));
    files.put("users.csv", users.getBytes(UTF_8));
    return files;
  }

  private static Map<String, byte[]> good() {
    return files(manifest("bulk", "bulk"), ORGS_FILE, USERS_FILE);
  }

  private List<SourceRecord> taken(Map<String, byte[]> files) throws Exception {
    run.write("roster.zip", Zips.bytes(files, true));
    return run.untilDone();
  }

  private void held(byte[] zip, String... why) throws Exception {
    run.write("roster.zip", zip);
    List<SourceRecord> records = run.untilHeld();
    assertThat(records).extracting(SourceRecord::topic).containsOnly("everett.control.status");
    assertThat(run.progress()).contains(why).doesNotContain("CANARY");
  }

  private void held(Map<String, byte[]> files, String... why) throws Exception {
    held(Zips.bytes(files, true), why);
  }

  /** In a folder it may be one of yesterday; the manifest decides. */
  @Test
  void aFileThatTheManifestCallsAbsentIsNotReadThoughItIsThere() throws Exception {
    List<SourceRecord> records = taken(files(manifest("absent", "bulk"), "CANARY\n", USERS_FILE));

    assertThat(records).noneMatch(record -> record.topic().equals(ORGS));
    assertThat(Taken.markers(records, USERS)).containsExactly(0);
  }

  @Test
  void whatWasAbsentIsReadOnceTheManifestCallsItBulk() throws Exception {
    taken(files(manifest("absent", "bulk"), ORGS_FILE, USERS_FILE));

    List<SourceRecord> records = taken(good());

    assertThat(Taken.rows(records, ORGS)).hasSize(1);
    assertThat(Taken.markers(records, ORGS)).containsExactly(0);
  }

  @Test
  void namesThatDifferOnlyInCapitalsAreAmbiguous() throws Exception {
    Map<String, byte[]> files = good();
    files.put("Users.csv", "sourcedId,givenName\ns2,CANARY\n".getBytes(UTF_8));

    held(files, "users.csv: is there more than once");
  }

  @Test
  void aColumnThatIsThereTwiceHoldsTheSetAlsoWhereItOnlySaysWhatIsGone() throws Exception {
    held(
        files(
            manifest("bulk", "delta"),
            "sourcedId,name,name\no1,CANARY,CANARY\n",
            "sourcedId,status,givenName,status\ns1,,CANARY,tobedeleted\n"),
        "orgs.csv: column 'name' is there twice",
        "users.csv: column 'status' is there twice");
  }

  @Test
  void aDeltaWhoseStatusIsWrittenInOtherCapitalsSaysSo() throws Exception {
    held(
        files(manifest("bulk", "delta"), ORGS_FILE, "sourcedId,Status,givenName\ns1,,CANARY\n"),
        "users.csv: column 'status' is missing, which a delta file needs; it is there in other"
            + " capitals");
  }

  @Test
  void filesInAnotherEncodingAreNamedAsSuch() throws Exception {
    for (Charset encoding : List.of(UTF_16, UTF_16LE)) {
      Map<String, byte[]> files = good();
      files.put("users.csv", USERS_FILE.getBytes(encoding));
      held(files, "users.csv: is no text in UTF-8; write the file in UTF-8");
      files.put("manifest.csv", manifest("bulk", "bulk").getBytes(encoding));
      held(files, "manifest.csv: is no text in UTF-8; write the file in UTF-8");
    }
  }

  @Test
  void rowsInAnotherEncodingAreRejectedByTheirPlaceAndNothingIsTakenBack() throws Exception {
    Map<String, byte[]> files = good();
    files.put(
        "users.csv",
        "sourcedId,givenName\ns1,Ann\ns2,Zo\u00eb\n".getBytes(Charset.forName("windows-1252")));

    List<SourceRecord> records = taken(files);

    assertThat(Taken.rows(records, USERS)).hasSize(1);
    assertThat(Taken.rejects(records)).containsExactly("UNREADABLE_ROW  users users.csv:3 null");
    assertThat(Taken.incompleteMarkers(records, USERS)).containsExactly(0);
  }

  @Test
  void everyFileMayHaveAByteOrderMarkQuotesAndLinesThatEndInCr() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    good()
        .forEach(
            (name, bytes) -> {
              String rows = new String(bytes, UTF_8).strip();
              String quoted = rows.replace(",", "\",\"").replace("\n", "\"\r\"");
              files.put("export/1/" + name, ("\uFEFF\"" + quoted + "\"\r").getBytes(UTF_8));
            });

    List<SourceRecord> records = taken(files);

    assertThat(Taken.rows(records, USERS))
        .containsExactly("{\"sourcedId\":\"s1\"}={\"sourcedId\":\"s1\",\"givenName\":\"CANARY\"}");
    assertThat(Taken.rows(records, ORGS)).hasSize(1);
    assertThat(Taken.rejects(records)).isEmpty();
  }

  @Test
  void aZipThatIsCutOffOrHasAPasswordIsNotRead() throws Exception {
    byte[] zip = Zips.bytes(good(), true);
    String why = "is neither a folder nor a readable zip: is it cut off, or has it a password?";

    held(Arrays.copyOf(zip, zip.length * 2 / 3), why);
    held(encrypted(zip), why);
  }

  @Test
  void anEntryThatEndsTooEarlyIsNamed() throws Exception {
    byte[] zip = Zips.bytes(good(), true);
    int data = 30 + "manifest.csv".length();
    // An empty block that says that it is the last one.
    zip[data] = 3;
    zip[data + 1] = 0;

    held(zip, "manifest.csv: is damaged in the zip; make the zip anew");
  }

  /** Sets the flag in the headers of the first entry. */
  private static byte[] encrypted(byte[] zip) throws IOException {
    byte[] flagged = zip.clone();
    flagged[6] |= 1;
    for (int i = 0; i + 8 < zip.length; i++) {
      if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2) {
        flagged[i + 8] |= 1;
        return flagged;
      }
    }
    throw new IOException("no zip");
  }
}
