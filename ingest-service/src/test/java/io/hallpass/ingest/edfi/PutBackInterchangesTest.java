package io.hallpass.ingest.edfi;

import static io.hallpass.ingest.edfi.SetRun.STUDENTS;
import static io.hallpass.ingest.edfi.SetRun.interchange;
import static io.hallpass.ingest.edfi.SetRun.student;
import static io.hallpass.ingest.edfi.SetRun.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.fileset.FileSetSettings.Consents;
import io.hallpass.ingest.fileset.PauseWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interchanges that were dealt with, and lie in their path again: any may hold a consent. */
class PutBackInterchangesTest {
  private static final String OLD = interchange("Student", student("s1"));
  private static final String DENYING = interchange("Student", student("s1").replace("Ada", "no"));
  private static final String OTHER = interchange("Student", student("s2"));

  @TempDir private Path folder;
  private SetRun run;

  @BeforeEach
  void taken() throws Exception {
    write(folder, "a.xml", OLD);
    write(folder, "b.xml", OTHER);
    run = new SetRun(folder, files -> files.withConsents(consents()));
    run.untilRead();
    looks();
  }

  @AfterEach
  void stop() {
    run.stop();
  }

  private static Consents consents() {
    return new Consents(Set.of("Student"), Set.of("Student"));
  }

  /** What comes besides what is told. */
  private List<SourceRecord> looks() throws Exception {
    List<SourceRecord> records = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      records.addAll(run.look());
    }
    return records;
  }

  /** From here on every set that was not taken is held. */
  private void pause() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    PauseWindow window = new PauseWindow(today.minusDays(1), today.plusDays(10));
    run.reconfigure(files -> files.withPauses(List.of(window), ZoneOffset.UTC));
  }

  private void endPause() {
    run.reconfigure(files -> files.withPauses(List.of(), ZoneOffset.UTC));
  }

  private List<SourceRecord> untilPaused() throws Exception {
    List<SourceRecord> records = run.untilTold(text -> text.contains("paused until"));
    records.addAll(looks());
    return records;
  }

  private void assertNotTakenBack(List<SourceRecord> back) {
    assertThat(Taken.rows(back, STUDENTS)).isEmpty();
    assertThat(Taken.markers(back, STUDENTS)).isEmpty();
    assertThat(Taken.incompleteMarkers(back, STUDENTS)).containsExactly(0, 1);
  }

  private List<SourceRecord> untilRepeated() throws Exception {
    List<SourceRecord> records = run.untilTold(text -> text.contains("repeated: the same as set "));
    records.addAll(looks());
    return records;
  }

  @Test
  void aDenialOfAHeldSetIsNotTakenBackByTheSetBeforeIt() throws Exception {
    pause();
    write(folder, "a.xml", DENYING);
    assertThat(Taken.rows(untilPaused(), STUDENTS)).anyMatch(row -> row.contains("no s1"));
    write(folder, "a.xml", OLD);

    assertNotTakenBack(untilRepeated());
  }

  @Test
  void norIsWhatIsGoneWithAFile() throws Exception {
    pause();
    Files.delete(folder.resolve("b.xml"));
    assertThat(Taken.markers(untilPaused(), STUDENTS)).containsExactly(0, 1);
    write(folder, "b.xml", OTHER);

    assertNotTakenBack(untilRepeated());
  }

  @Test
  void norWhereTheSetWithoutItWasTaken() throws Exception {
    Files.delete(folder.resolve("b.xml"));
    run.untilRead();
    looks();
    write(folder, "b.xml", OTHER);

    assertNotTakenBack(untilRepeated());
  }

  @Test
  void anotherMappingThatIsTakenBackReadsTheSameFilesEachTime() throws Exception {
    run.collect("Name/FirstName", "Ssn");
    run.untilRead();
    run.collect("Name/FirstName");

    assertThat(Taken.rows(run.untilRead(), STUDENTS)).hasSize(2);
  }

  @Test
  void whetherAHeldSetThatIsPutBackBehindATakenOneIsTheLastWordIsNotKnown() throws Exception {
    pause();
    write(folder, "a.xml", DENYING);
    untilPaused();
    endPause();
    write(folder, "a.xml", interchange("Student", student("s1").replace("Ada", "again")));
    run.untilRead();
    looks();
    pause();
    write(folder, "a.xml", DENYING);

    assertNotTakenBack(untilPaused());
  }
}
