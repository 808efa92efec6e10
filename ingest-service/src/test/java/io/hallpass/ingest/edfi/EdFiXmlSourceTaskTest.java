package io.hallpass.ingest.edfi;

import static io.hallpass.ingest.edfi.SetRun.ACTIONS;
import static io.hallpass.ingest.edfi.SetRun.ENROLLMENTS;
import static io.hallpass.ingest.edfi.SetRun.STUDENTS;
import static io.hallpass.ingest.edfi.SetRun.action;
import static io.hallpass.ingest.edfi.SetRun.enrollment;
import static io.hallpass.ingest.edfi.SetRun.interchange;
import static io.hallpass.ingest.edfi.SetRun.student;
import static io.hallpass.ingest.edfi.SetRun.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Patience;
import io.hallpass.ingest.Taken;
import io.hallpass.ingest.csv.Zips;
import io.hallpass.ingest.fileset.DropFolder;
import io.hallpass.ingest.fileset.FileSetSettings;
import io.hallpass.ingest.fileset.PauseWindow;
import io.hallpass.ingest.sftp.Vendor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sets of interchanges through the machinery that all file sets share. */
class EdFiXmlSourceTaskTest {
  @TempDir private Path folder;

  private static List<String> names(List<SourceRecord> records, String topic) {
    return Taken.rows(records, topic).stream().map(row -> row.replaceAll("=.*", "")).toList();
  }

  @Test
  void theControlFileDecidesWhatTheSetContainsAndInWhichOrder() throws Exception {
    write(folder, "a.xml", interchange("Student", student("s1")));
    write(folder, "b.xml", interchange("StudentEnrollment", enrollment("s1")));
    write(folder, "draft.xml", "<not even XML, and nobody asks");
    write(folder, "set.ctl", "edfi-xml,StudentEnrollment,b.xml\nedfi-xml,Student,A.XML\n");
    SetRun run = new SetRun(folder);

    List<SourceRecord> records = run.untilRead();
    run.stop();

    assertThat(records.get(0).topic()).isEqualTo(ENROLLMENTS);
    assertThat(Taken.rows(records, STUDENTS))
        .containsExactly("{\"Id\":\"s1\"}={\"Id\":\"s1\",\"Name/FirstName\":\"Ada s1\"}");
    assertThat(Taken.markers(records, STUDENTS)).containsExactly(0, 1);
    assertThat(Taken.markers(records, ENROLLMENTS)).containsExactly(0, 1);
    assertThat(records).noneMatch(record -> Taken.everything(record).contains("CANARY"));
  }

  @Test
  void whatTheSetHasNoInterchangeOfIsLeftAsItWas() throws Exception {
    write(folder, "a.xml", interchange("Student", student("s1")));
    SetRun run = new SetRun(folder);

    List<SourceRecord> records = run.untilRead();
    run.stop();

    assertThat(Taken.markers(records, STUDENTS)).containsExactly(0, 1);
    assertThat(records)
        .extracting(SourceRecord::topic)
        .doesNotContain(ENROLLMENTS, ACTIONS, "everett.rejected");
  }

  @Test
  void anInterchangeWithoutAnElementSaysThatThereIsNone() throws Exception {
    write(folder, "students.xml", interchange("Student", student("s1")));
    write(folder, "discipline.xml", interchange("StudentDiscipline", action("d1")));
    SetRun run = new SetRun(folder);
    List<SourceRecord> first = run.untilRead();
    assertThat(Taken.rows(first, ACTIONS)).hasSize(1);
    write(folder, "discipline.xml", interchange("StudentDiscipline"));

    List<SourceRecord> records = run.untilRead();
    run.stop();

    assertThat(Taken.rows(records, ACTIONS)).isEmpty();
    assertThat(Taken.markers(records, ACTIONS)).containsExactly(0, 1);
    assertThat(Taken.position(records.get(0))).isGreaterThan(Taken.position(first.get(0)));
  }

  @Test
  void anElementWithoutItsNaturalKeyIsRejectedAndItsKindTakesNothingBack() throws Exception {
    write(
        folder,
        "a.xml",
        interchange("Student", "<Student ref=\"s1\"/>", student("s2"), student("s3")));
    SetRun run = new SetRun(folder);

    List<SourceRecord> records = run.untilRead();
    run.stop();

    assertThat(Taken.rejects(records))
        .singleElement()
        .asString()
        .startsWith("MISSING_KEY Id student a.xml:3 ");
    assertThat(names(records, STUDENTS)).containsExactly("{\"Id\":\"s2\"}", "{\"Id\":\"s3\"}");
    assertThat(Taken.markers(records, STUDENTS)).isEmpty();
    assertThat(Taken.incompleteMarkers(records, STUDENTS)).containsExactly(0, 1);
  }

  @Test
  void ofTwoElementsWithOneKeyTheFirstStandsThoughTheyAreInDifferentFiles() throws Exception {
    write(folder, "a.xml", interchange("Student", student("s1"), student("s1")));
    write(folder, "b.xml", interchange("Student", student("s1").replace("Ada", "Eve")));
    SetRun run = new SetRun(folder);

    List<SourceRecord> records = run.untilRead();
    run.stop();

    assertThat(Taken.rows(records, STUDENTS)).hasSize(2).allMatch(row -> row.contains("Ada s1"));
    assertThat(Taken.rejects(records))
        .singleElement()
        .asString()
        .startsWith("DUPLICATE_KEY Id student b.xml:3 ");
  }

  @Test
  void afterARestartReadingGoesOnBehindTheLastCommittedElement() throws Exception {
    int students = 5_000;
    String[] all =
        IntStream.range(0, students).mapToObj(i -> student("s" + i)).toArray(String[]::new);
    write(folder, "a.xml", interchange("Student", student("s0")));
    write(folder, "b.xml", interchange("Student", all));
    SetRun run = new SetRun(folder);
    List<SourceRecord> records = new ArrayList<>(run.poll());
    run.restart();
    records.addAll(run.poll());
    run.restart();

    records.addAll(run.untilRead());
    run.stop();

    assertThat(names(records, STUDENTS)).hasSize(students + 1);
    assertThat(Set.copyOf(names(records, STUDENTS))).hasSize(students);
    assertThat(Taken.markers(records, STUDENTS)).containsExactly(0, 1);
    assertThat(records.stream().filter(r -> r.topic().equals(STUDENTS)).map(Taken::position))
        .containsOnly(Taken.position(records.get(0)));
  }

  @Test
  void aZipIsReadWhateverFoldersAreInIt() throws Exception {
    Path zip = folder.resolve("set.zip");
    Files.write(
        zip,
        Zips.of(
            Map.of(
                "export/Student.xml", interchange("Student", student("s1")),
                "export/more/Enrollment.XML", interchange("StudentEnrollment", enrollment("s1")),
                "__MACOSX/export/._Student.xml", "not XML")));
    SetRun run = new SetRun(zip);

    List<SourceRecord> records = run.untilRead();
    run.stop();

    assertThat(Taken.rows(records, STUDENTS)).hasSize(1);
    assertThat(Taken.rows(records, ENROLLMENTS)).hasSize(1);
  }

  @Test
  void droppedSetsAreTakenInOrderAndArchivedAndPausesHoldThem() throws Exception {
    Path drop = folder.resolve("drop");
    for (String day : List.of("day-2", "day-10")) {
      write(folder.resolve(day), "s.xml", interchange("Student", student(day)));
      Files.createDirectories(drop);
      Files.move(folder.resolve(day), drop.resolve(day));
    }
    DropFolder all = new DropFolder("*", DropFolder.Order.NAME);
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    PauseWindow pause = new PauseWindow(today.minusDays(1), today.plusDays(2));
    SetRun paused =
        new SetRun(drop, files -> files.withDrop(all).withPauses(List.of(pause), ZoneOffset.UTC));
    assertThat(paused.untilHeld()).extracting(SourceRecord::topic).doesNotContain(STUDENTS);
    paused.stop();
    assertThat(paused.progress()).contains("paused until");
    SetRun run = new SetRun(drop, files -> files.withDrop(all).withArchive(kept(2)));

    List<SourceRecord> records = new ArrayList<>(run.untilRead());
    records.addAll(run.untilRead());
    Patience patience = new Patience();
    while (!empty(drop)) {
      patience.check("it is not archived");
      run.look();
    }
    run.stop();

    assertThat(names(records, STUDENTS))
        .containsExactly("{\"Id\":\"day-2\"}", "{\"Id\":\"day-10\"}");
    assertThat(folder.resolve("drop.archive/taken"))
        .isDirectoryRecursivelyContaining("glob:**/day-2/s.xml")
        .isDirectoryRecursivelyContaining("glob:**/day-10/s.xml");
  }

  private static FileSetSettings.Kept kept(int sets) {
    return new FileSetSettings.Kept("", sets);
  }

  private static boolean empty(Path drop) throws Exception {
    try (Stream<Path> left = Files.list(drop)) {
      return left.findAny().isEmpty();
    }
  }

  @Test
  void ofASetInAFolderOnlyWhatMayBelongToItIsArchived() throws Exception {
    Path set = folder.resolve("set");
    write(set, "s.xml", interchange("Student", student("s1")));
    write(set, "set.ctl", "edfi-xml,Student,s.xml\n");
    write(set, "passwords.csv", "CANARY");
    SetRun run = new SetRun(set, files -> files);
    run.untilRead();
    Path taken = folder.resolve("set.archive/taken");
    Patience patience = new Patience();

    while (!Files.isDirectory(taken) || empty(taken) || archived(taken).isEmpty()) {
      patience.check("it is not archived");
      run.look();
    }
    run.stop();

    assertThat(archived(taken)).containsExactlyInAnyOrder("s.xml", "set.ctl", ".written");
  }

  private static Set<String> archived(Path taken) throws Exception {
    try (Stream<Path> all = Files.walk(taken)) {
      return all.filter(file -> !file.toString().contains(".part"))
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toSet());
    }
  }

  @Test
  void whatAVendorPutsOnAServerIsTaken() throws Exception {
    DropFolder zips = new DropFolder("*.zip", DropFolder.Order.NAME);
    try (Vendor vendor = Vendor.start(folder.resolve("vendor"))) {
      vendor.put("set-1.zip", Zips.of(Map.of("s.xml", interchange("Student", student("s1")))));
      SetRun run =
          new SetRun(
              folder.resolve("drop"), files -> files.withDrop(zips).withSftp(vendor.settings()));

      List<SourceRecord> records = run.untilRead();
      run.stop();

      assertThat(names(records, STUDENTS)).containsExactly("{\"Id\":\"s1\"}");
    }
  }
}
