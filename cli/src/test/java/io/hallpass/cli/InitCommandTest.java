package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.cli.spine.Wait;
import io.hallpass.local.LocalStack;
import io.hallpass.local.LocalStackConfig;
import io.hallpass.local.Part;
import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.roster.OneRosterZip;
import io.hallpass.synthetic.sis.SisDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InitCommandTest {
  @TempDir private Path temp;

  private void write(String file, String text) throws IOException {
    Path path = temp.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private Command init(String from, String... more) {
    String[] args = new String[4 + more.length];
    args[0] = "init";
    args[1] = "--from";
    args[2] = from.startsWith("jdbc:") ? from : temp.resolve(from).toString();
    args[3] = temp.resolve("everett").toString();
    System.arraycopy(more, 0, args, 4, more.length);
    return Command.hallpass(args);
  }

  private Command everett(String command, String... more) {
    String[] args = new String[2 + more.length];
    args[0] = command;
    args[1] = temp.resolve("everett").toString();
    System.arraycopy(more, 0, args, 2, more.length);
    return Command.hallpass(args);
  }

  private Path written(String file) {
    return temp.resolve("everett").resolve(file);
  }

  @Test
  void aOneRosterZipIsRecognisedByItsManifest() throws IOException {
    OneRosterZip.write(temp.resolve("roster.zip"), SyntheticDistrict.of(1, 20));

    Command init = init("roster.zip", "--time-zone", "America/Chicago");

    assertThat(init.err()).isEmpty();
    assertThat(init.exitCode()).isZero();
    assertThat(written("sources/roster.yaml"))
        .content()
        .contains("kind: oneroster-csv", "mapping: oneroster-1.2-csv\n", "registers: student");
    assertThat(written("district.yaml"))
        .content()
        .contains("name: everett", "timeZone: America/Chicago", "secret: ${env:EVERETT_SECRET}");
    assertThat(everett("check").err()).isEmpty();
    Command preview = everett("preview", "--json");
    assertThat(
            new ObjectMapper()
                .readTree(preview.out())
                .at("/sources/roster/registered/student")
                .asInt())
        .isEqualTo(20);
  }

  @Test
  void aFolderThatHoldsSomethingIsNotWrittenInto() throws IOException {
    write("everett/notes.txt", "mine");
    write("files/users.csv", "sourcedId\n");

    Command init = init("files");

    assertThat(init.exitCode()).isEqualTo(2);
    assertThat(init.err()).contains("is not an empty folder");
    assertThat(written("district.yaml")).doesNotExist();
  }

  @Test
  void otherFilesGetAProposalThatCheckAcceptsAndWithoutWhatNobodyMayHave() throws IOException {
    write(
        "files/Pupils.csv",
        "Stu_No,Fst_Nm,LastName,DOB,Gender,Grd,Sch_No,SSN,PortalPwd,Lunch_PIN,Meal\n"
            + "1,Ada,Lee,2010-02-03,F,9,7,canary1,canary2,canary3,free\n");
    write("files/schools.csv", "School_ID,School Name,Zip\n7,High,98201\n");
    write("files/attendance.csv", "id,pupil_id,absence date,reason\n1,1,2026-01-02,ill\n");
    write("files/lunch.csv", "id,what\n1,soup\n");

    Command init = init("files");

    assertThat(init.err()).isEmpty();
    assertThat(written("mappings/proposed.yaml"))
        .content()
        .contains("givenName: row.Fst_Nm # proposal", "birthDate: row.DOB # proposal")
        .contains("grade: 'code(''grade'', row.Grd)' # proposal")
        .contains("primaryOrgId: 'ref(''org'', row.Sch_No)' # proposal")
        .contains("eventDate: 'row[''absence date'']' # proposal")
        .contains("needs: SSN, PortalPwd, Lunch_PIN")
        .contains("not proposed: lunch.csv")
        .doesNotContain("row.SSN", "row.PortalPwd", "row.Lunch_PIN", "row.Meal", "reason");
    assertThat(everett("check").err()).isEmpty();
    Command preview = everett("preview");
    assertThat(preview.err()).isEmpty();
    assertThat(preview.out())
        .contains("student: 1 records", "Ada", "attendance_event: 1", "no row rejected")
        .doesNotContain("canary");
  }

  @Test
  void filesAndColumnsThatAreMissingAreLeftOutOfTheMappingAndSaid() throws IOException {
    write("files/orgs.csv", "sourcedId,name,type,parentSourcedId\n1,High,school,\n");
    write("files/users.csv", "sourcedId,orgSourcedIds,username,role\n1,1,ada,Student\n");

    Command init = init("files");

    assertThat(init.err()).isEmpty();
    assertThat(written("sources/roster.yaml"))
        .content()
        .contains("# lacking: classes.csv\n")
        .contains("# lacking: users.csv, the columns givenName, familyName, grade\n");
    assertThat(everett("check").err()).isEmpty();
    assertThat(everett("preview").out()).contains("student: 1 records", "no row rejected");
  }

  @Test
  void aManifestOfAnotherVersionIsRefused() throws IOException {
    write("files/manifest.csv", "propertyName,value\noneroster.version,2.0\n");

    Command init = init("files");

    assertThat(init.exitCode()).isEqualTo(2);
    assertThat(init.err()).contains("1.1 and 1.2 are");
  }

  @Test
  void anInterchangeOfAnotherVersionIsRefused() throws IOException {
    write("files/s.xml", "<InterchangeStudent xmlns='http://ed-fi.org/9.9'/>");

    assertThat(init("files").err()).contains("http://ed-fi.org/9.9", "/0100, /0200 and /5.x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "text.txt"})
  void whatIsNoSourceIsSaid(String from) throws IOException {
    write("text.txt", "hello");

    Command init = init(from);

    assertThat(init.exitCode()).isEqualTo(2);
    assertThat(init.err()).contains(from);
    assertThat(temp.resolve("everett")).doesNotExist();
  }

  @Test
  void aPasswordOnTheCommandLineIsRefusedAndNotRepeated() {
    Command url = init("jdbc:postgresql://localhost/sis?user=u&password=hunter2");
    Command option =
        init("jdbc:postgresql://localhost/sis", "--user", "u", "--password", "hunter3");

    assertThat(url.exitCode()).isEqualTo(2);
    assertThat(option.exitCode()).isEqualTo(2);
    assertThat(url.err() + option.err()).contains("reference").doesNotContain("hunter");
  }

  @Test
  void aDatabaseGetsAProposalThatCheckAccepts() throws Exception {
    write("secrets.properties", "sis=any\n");
    String password = "${file:" + temp.resolve("secrets.properties") + ":sis}";
    try (LocalStack stack =
        LocalStack.start(
            LocalStackConfig.in(temp.resolve("stack"))
                .withParts(Part.POSTGRES)
                .withStartTimeout(Wait.LONGEST))) {
      String url = stack.database("northstar");
      try (Connection connection = DriverManager.getConnection(url)) {
        SisDatabase.create(connection, SyntheticDistrict.of(1, 20));
      }

      Command init = init(url, "--password", password);

      assertThat(init.err()).isEmpty();
      assertThat(init.exitCode()).isZero();
    }
    assertThat(written("sources/sis.yaml"))
        .content()
        .contains("kind: postgres-cdc", "'pupil': 'sis.pupil' # proposal")
        .contains("no primary key, so not proposed: sis.")
        .doesNotContain("password: 'any'");
    assertThat(written("mappings/proposed.yaml"))
        .content()
        .contains("givenName: row.first_nm # proposal", "birthDate: row.dob # proposal")
        .contains("needs: ssn, portal_pw")
        .doesNotContain("row.ssn", "row.portal_pw");
    assertThat(everett("check").err()).isEmpty();
    assertThat(everett("preview").out()).contains("source sis: not read");
  }
}
