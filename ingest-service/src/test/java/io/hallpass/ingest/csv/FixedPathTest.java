package io.hallpass.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import io.hallpass.ingest.fileset.FileSetSettings.Kept;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A path that names one set. */
class FixedPathTest {
  @TempDir private Path folder;

  private CsvRun run() {
    CsvSourceSettings settings =
        CsvSourceSettings.of(
            "everett",
            "sis",
            1,
            folder.resolve("roster.zip").toString(),
            CsvSourceSettings.Format.PLAIN,
            List.of(new CsvResource("users", "users.csv", List.of("id"), List.of())));
    return new CsvRun(folder, settings.withTimes(10, 0), Kept.LAST);
  }

  @Test
  void aPathAtWhichNothingLiesIsSaidUntilASetLiesThere() throws Exception {
    CsvRun run = run();

    run.untilTold(
        text ->
            text.contains(
                "no set lies at " + folder.resolve("roster.zip") + " on the worker's machine"));

    run.zip("roster.zip", Map.of("users.csv", "id\ns1\n"));
    assertThat(Taken.rows(run.untilDone(), "everett.raw.sis.users")).hasSize(1);
  }
}
