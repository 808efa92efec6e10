package io.hallpass.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.fileset.FileSetSettings.Kept;
import io.hallpass.ingest.intake.Intake;
import io.hallpass.ingest.intake.Intake.Watched;
import io.hallpass.ingest.intake.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Enrollments of twenty schools, which only their sections name; thirty in each. */
class ComparedSchoolsTest {
  private static final String ENROLLMENTS = "everett.raw.sis.enrollments";
  private static final int SCHOOLS = 20;

  @TempDir private Path folder;

  private CsvRun run() {
    Intake intake =
        new Intake(
            Limits.DEFAULT,
            Map.of(
                "sections",
                new Watched("school", Map.of()),
                "enrollments",
                new Watched("section", Map.of("section", "sections"))),
            Optional.empty());
    CsvSourceSettings settings =
        CsvSourceSettings.of(
                "everett",
                "sis",
                1,
                folder.resolve("set").toString(),
                CsvSourceSettings.Format.PLAIN,
                List.of(
                    new CsvResource("enrollments", "enrollments.csv", List.of("id"), List.of()),
                    new CsvResource("sections", "sections.csv", List.of("id"), List.of())))
            .withTimes(10, 0);
    return new CsvRun(folder, settings.withFiles(settings.files().withIntake(intake)), Kept.LAST);
  }

  private static String sections(IntPredicate schools) {
    return "id,school\n"
        + IntStream.range(0, SCHOOLS)
            .filter(schools)
            .mapToObj(school -> "c" + school + ",school " + school + "\n")
            .collect(Collectors.joining());
  }

  private static String enrollments(IntPredicate schools) {
    return "id,section\n"
        + IntStream.range(0, SCHOOLS * 30)
            .filter(row -> schools.test(row % SCHOOLS))
            .mapToObj(row -> "e" + row + ",c" + row % SCHOOLS + "\n")
            .collect(Collectors.joining());
  }

  private CsvRun taken() throws Exception {
    CsvRun run = run();
    run.write("set/sections.csv", sections(school -> true));
    run.write("set/enrollments.csv", enrollments(school -> true));
    run.untilDone();
    run.polls(3);
    return run;
  }

  @Test
  void aSchoolThatIsMissingAmongRowsThatDoNotNameItHoldsTheSet() throws Exception {
    CsvRun run = taken();
    run.write("set/enrollments.csv", enrollments(school -> school != 7));

    List<SourceRecord> records = run.untilHeld();

    assertThat(run.progress())
        .contains("enrollments.csv, school school 7: 30 of 30 rows are gone (100 %; the limit");
    assertThat(Taken.rows(records, ENROLLMENTS)).isEmpty();
  }

  @Test
  void itDoesSoAlsoWhereTheRowsThatNamedItAreMissingToo() throws Exception {
    CsvRun run = taken();
    run.write("set/sections.csv", sections(school -> school != 7));
    run.write("set/enrollments.csv", enrollments(school -> school != 7));

    run.untilHeld();

    assertThat(run.progress())
        .contains("enrollments.csv, school school 7: 30 of 30 rows are gone (100 %; the limit");
  }

  @Test
  void rowsThatComeWithANewSchoolDoNoHarm() throws Exception {
    CsvRun run = taken();
    run.write("set/sections.csv", sections(school -> true) + "new,new school\n");
    run.write("set/enrollments.csv", enrollments(school -> true) + "e900,new\n");

    assertThat(Taken.rows(run.untilDone(), ENROLLMENTS)).hasSize(SCHOOLS * 30 + 1);
  }
}
