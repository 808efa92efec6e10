package io.hallpass.ingest.edfi;

import static io.hallpass.ingest.edfi.SetRun.ENROLLMENTS;
import static io.hallpass.ingest.edfi.SetRun.STUDENTS;
import static io.hallpass.ingest.edfi.SetRun.enrollment;
import static io.hallpass.ingest.edfi.SetRun.interchange;
import static io.hallpass.ingest.edfi.SetRun.student;
import static io.hallpass.ingest.edfi.SetRun.versioned;
import static io.hallpass.ingest.edfi.SetRun.write;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.ingest.Taken;
import io.hallpass.ingest.csv.Zips;
import io.hallpass.ingest.fileset.FileSetSettings.Consents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sets that would do harm: nothing of them is sent, and what to mend is said. */
class HeldInterchangesTest {
  private static final String GOOD = interchange("Student", student("s1"), student("s2"));

  /** Ten to the ninth "ha", were it read. */
  private static final String BOMB =
      "<!DOCTYPE x [<!ENTITY a0 \"ha\">"
          + Stream.iterate(1, i -> i < 10, i -> i + 1)
              .map(i -> "<!ENTITY a" + i + " \"" + ("&a" + (i - 1) + ";").repeat(10) + "\">")
              .reduce("", String::concat)
          + "]>";

  @TempDir private Path folder;

  private static List<String> held(SetRun run) throws Exception {
    List<String> held = new ArrayList<>();
    new ObjectMapper()
        .readTree(run.progress())
        .path("held")
        .forEach(line -> held.add(line.asText()));
    return held;
  }

  static Stream<Arguments> badFiles() {
    return Stream.of(
        Arguments.of("", "bad.xml:1: ends before its last element does; the file is not whole"),
        Arguments.of(GOOD.replace("</Name>", ""), "bad.xml:3: is not well-formed XML"),
        Arguments.of(
            GOOD.substring(0, GOOD.length() - 9),
            "bad.xml:5: ends before its last element does; the file is not whole"),
        Arguments.of(
            "<Students><CANARY/></Students>",
            "bad.xml:1: is no Ed-Fi interchange; its root element must be one, as InterchangeStudent"),
        Arguments.of(
            versioned("http://ed-fi.org/3.2.0-b", "Student", student("s1")),
            "bad.xml:2: its root element has the namespace http://ed-fi.org/3.2.0-b; it must be"
                + " http://ed-fi.org/0200"),
        Arguments.of(
            versioned("urn:CANARY", "Student", student("s1")),
            "bad.xml:2: its root element has another namespace; it must be http://ed-fi.org/0200"),
        Arguments.of(
            GOOD.replace(" xmlns=\"http://ed-fi.org/0200\"", ""),
            "bad.xml:2: its root element has no namespace; it must be http://ed-fi.org/0200"),
        Arguments.of(
            BOMB + "<InterchangeStudent><Student><Id>&a9;</Id></Student></InterchangeStudent>",
            "bad.xml:1: has a DOCTYPE, which is not read; an interchange has none"),
        Arguments.of(
            interchange("Student", "<Student><Id>" + "CANARY".repeat(200_000) + "</Id></Student>"),
            "bad.xml:3: has an element here that is larger than 1000000 characters"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("badFiles")
  void aFileThatCannotBeReadWholeHoldsTheSetAndItsPlaceIsNamed(String file, String said)
      throws Exception {
    write(folder, "a.xml", GOOD);
    write(folder, "bad.xml", file);
    SetRun run = new SetRun(folder);

    List<SourceRecord> records = run.untilHeld();

    assertThat(held(run)).containsExactly(said);
    assertThat(records).extracting(SourceRecord::topic).containsOnly("everett.control.status");
    assertThat(records).noneMatch(record -> Taken.everything(record).contains("CANARY"));

    write(folder, "bad.xml", interchange("StudentEnrollment", enrollment("s1")));
    List<SourceRecord> mended = run.untilRead();
    run.stop();

    assertThat(Taken.rows(mended, STUDENTS)).hasSize(2);
    assertThat(Taken.rows(mended, ENROLLMENTS)).hasSize(1);
  }

  @Test
  void everythingThatIsWrongWithASetIsSaidAtOnce() throws Exception {
    write(folder, "a.xml", GOOD);
    write(folder, "b.xml", "<a/>");
    write(folder, "c.xml", "<a/>");
    write(
        folder,
        "set.ctl",
        "edfi-xml,Student,a.xml\nedfi-xml,Student,gone.xml\nedfi-xml,Student,b.xml\n"
            + "edfi-xml,Student,a.xml,"
            + "0".repeat(31)
            + "\n");
    SetRun run = new SetRun(folder);

    List<SourceRecord> records = run.untilHeld();
    run.stop();

    assertThat(held(run))
        .containsExactly(
            "set.ctl:4: has an md5 that is not of 32 hexadecimal digits",
            "set.ctl:2: gone.xml is not there",
            "b.xml:1: is no Ed-Fi interchange; its root element must be one, as"
                + " InterchangeStudent");
    assertThat(records).extracting(SourceRecord::topic).containsOnly("everett.control.status");
  }

  @Test
  void aZipWithTwoFilesOfOneNameIsHeld() throws Exception {
    Path zip = folder.resolve("set.zip");
    Files.write(zip, Zips.of(Map.of("a/s.xml", GOOD, "b/S.xml", GOOD)));
    SetRun run = new SetRun(zip);

    run.untilHeld();
    run.stop();

    assertThat(held(run)).singleElement().asString().matches("[sS]\\.xml: is there more than once");
  }

  @Test
  void whatParentsDecidedIsSentFromAHeldSetAsFarAsItCanBeRead() throws Exception {
    write(folder, "a.xml", interchange("StudentEnrollment", enrollment("s1")));
    write(folder, "b.xml", GOOD.substring(0, GOOD.length() - 9));
    Consents consents = new Consents(Set.of("Student"), Set.of("Student"));
    SetRun run = new SetRun(folder, files -> files.withConsents(consents));

    List<SourceRecord> records = run.untilHeld();
    run.stop();

    assertThat(Taken.rows(records, STUDENTS)).hasSize(2);
    assertThat(Taken.rejects(records)).containsExactly("UNREADABLE_ROW  student b.xml:5 null");
    assertThat(Taken.markers(records, STUDENTS)).isEmpty();
    assertThat(Taken.incompleteMarkers(records, STUDENTS)).containsExactly(0, 1);
    assertThat(Taken.rows(records, ENROLLMENTS)).isEmpty();
  }

  @Test
  void whatParentsDecidedIsSentFromAZipInWhichAnotherFileIsDamaged() throws Exception {
    Path zip = folder.resolve("set.zip");
    String bad = interchange("Student", student("s8"), student("s9"));
    byte[] bytes = Zips.stored(Map.of("a.xml", GOOD, "b.xml", bad));
    Files.writeString(zip, new String(bytes, ISO_8859_1).replace(">s9<", ">s7<"), ISO_8859_1);
    Consents consents = new Consents(Set.of("Student"), Set.of("Student"));
    SetRun run = new SetRun(zip, files -> files.withConsents(consents));

    List<SourceRecord> records = run.untilHeld();
    run.stop();

    assertThat(held(run)).containsExactly("b.xml: is damaged in the zip; make the zip anew");
    assertThat(Taken.rows(records, STUDENTS)).hasSize(2);
    assertThat(Taken.markers(records, STUDENTS)).isEmpty();
    assertThat(Taken.incompleteMarkers(records, STUDENTS)).containsExactly(0, 1);
  }

  @Test
  void whatParentsDecidedIsInDoubtWhereAFileIsMissing() throws Exception {
    write(folder, "a.xml", GOOD);
    write(folder, "set.ctl", "edfi-xml,Student,a.xml\nedfi-xml,Student,gone.xml\n");
    Consents consents = new Consents(Set.of("Student"), Set.of("Student"));
    SetRun run = new SetRun(folder, files -> files.withConsents(consents));

    List<SourceRecord> records = run.untilHeld();
    run.stop();

    assertThat(Taken.rows(records, STUDENTS)).hasSize(2);
    assertThat(Taken.markers(records, STUDENTS)).isEmpty();
    assertThat(Taken.incompleteMarkers(records, STUDENTS)).containsExactly(0, 1);
  }
}
