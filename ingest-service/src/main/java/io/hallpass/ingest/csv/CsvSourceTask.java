package io.hallpass.ingest.csv;

import io.hallpass.ingest.fileset.FileSetTask;
import java.time.Clock;
import java.util.Map;

/** Reads sets of CSV files. */
public final class CsvSourceTask extends FileSetTask {
  /** A task with the machine's clock. */
  public CsvSourceTask() {
    this(Clock.systemUTC());
  }

  CsvSourceTask(Clock clock) {
    super(clock);
  }

  @Override
  protected Source read(Map<String, String> config) {
    CsvSourceSettings settings = CsvSourceConfig.read(config);
    return new Source(settings.files(), new CsvFormat(settings));
  }
}
