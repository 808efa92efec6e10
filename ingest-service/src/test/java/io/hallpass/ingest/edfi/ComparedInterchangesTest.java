package io.hallpass.ingest.edfi;

import static io.hallpass.ingest.edfi.SetRun.ENROLLMENTS;
import static io.hallpass.ingest.edfi.SetRun.interchange;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.csv.Zips;
import io.hallpass.ingest.fileset.DropFolder;
import io.hallpass.ingest.intake.Intake;
import io.hallpass.ingest.intake.Limits;
import io.hallpass.runtime.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Enrollments of two schools; the reference to the school is not collected. */
class ComparedInterchangesTest {
  private static final String SCHOOL =
      "SectionReference/SchoolReference/SchoolId|SchoolReference/SchoolIdentity/SchoolId";

  @TempDir private Path folder;
  private SetRun run;

  @BeforeEach
  void firstSet() throws Exception {
    Files.createDirectory(folder.resolve("drop"));
    run = run(SCHOOL, Map.of());
    drop("1.zip", enrollments("north", 0, 100), enrollments("south", 100, 130));
    run.untilRead();
  }

  private SetRun run(String school, Map<String, String> references) {
    Intake.Watched watched = new Intake.Watched(school, references);
    Intake intake =
        new Intake(Limits.DEFAULT, Map.of("StudentSchoolAssociation", watched), Optional.empty());
    return new SetRun(
        folder.resolve("drop"),
        files -> files.withDrop(new DropFolder("*.zip", DropFolder.Order.NAME)).withIntake(intake));
  }

  private void drop(String zip, Stream<String> north, Stream<String> south) throws Exception {
    String[] all = Stream.concat(north, south).toArray(String[]::new);
    Map<String, String> files = Map.of("e.xml", interchange("StudentEnrollment", all));
    Files.write(folder.resolve("drop").resolve(zip), Zips.of(files));
  }

  private static Stream<String> enrollments(String school, int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> enrollment("u" + i, school));
  }

  private static String enrollment(String student, String school) {
    return SetRun.enrollment(student)
        .replace(
            "<EntryDate>",
            "<SchoolReference><SchoolIdentity><SchoolId>"
                + school
                + "</SchoolId></SchoolIdentity></SchoolReference><EntryDate>");
  }

  @Test
  void aSetThatLacksManyElementsOfASchoolIsHeldAndSaysOfWhich() throws Exception {
    drop("2.zip", enrollments("north", 0, 100), enrollments("south", 100, 126));

    List<SourceRecord> records = run.untilHeld();
    run.stop();

    assertThat(run.progress())
        .contains(
            "2.zip: StudentSchoolAssociation, school south: 4 of 30 rows are gone (13 %; the limit"
                + " is 10 %)")
        .contains("[\"StudentSchoolAssociation\",\"\",130,126,4,0,0,false]")
        .contains("[\"StudentSchoolAssociation\",\"south\",30,26,4,0,0,true]")
        .contains("[\"StudentSchoolAssociation\",\"north\",100,100,0,0,0,false]")
        .contains("\"approvable\":true");
    assertThat(Taken.rows(records, ENROLLMENTS)).isEmpty();
  }

  @Test
  void whoMovesToAnotherSchoolIsNotGone() throws Exception {
    drop("2.zip", enrollments("north", 0, 110), enrollments("south", 110, 130));

    List<SourceRecord> records = run.untilRead();
    run.stop();

    assertThat(Taken.rows(records, ENROLLMENTS)).hasSize(130);
    assertThat(records).noneMatch(record -> Taken.everything(record).contains("north"));
  }

  @Test
  void referencesToNothingAreFoundInElementsToo() throws Exception {
    run.stop();
    run = run(SCHOOL, Map.of("StudentReference/StudentIdentity/Id", "Student"));
    Map<String, String> files =
        Map.of(
            "e.xml",
            interchange("StudentEnrollment", enrollments("north", 0, 130).toArray(String[]::new)),
            "s.xml",
            interchange("Student", SetRun.student("u1"), SetRun.student("u2")));
    Files.write(folder.resolve("drop/2.zip"), Zips.of(files));

    run.untilHeld();
    run.stop();

    assertThat(run.progress())
        .contains(
            "StudentSchoolAssociation: column 'StudentReference/StudentIdentity/Id': 128 of 130"
                + " references are to nothing in Student");
  }

  @Test
  void aColumnThatIsNoPathIsRefused() {
    run.stop();
    Map<String, String> config =
        SetRun.settings(
                folder,
                files ->
                    files.withIntake(
                        new Intake(
                            Limits.DEFAULT,
                            Map.of("Student", new Intake.Watched("School[", Map.of())),
                            Optional.empty())))
            .connectorConfig();

    assertThatThrownBy(() -> EdFiXmlSourceConfig.read(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("intake.columns: Student: column 'School['");
  }
}
