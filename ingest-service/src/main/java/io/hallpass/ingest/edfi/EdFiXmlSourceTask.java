package io.hallpass.ingest.edfi;

import io.hallpass.ingest.fileset.FileSetTask;
import java.time.Clock;
import java.util.Map;

/** Reads sets of Ed-Fi XML interchanges. */
public final class EdFiXmlSourceTask extends FileSetTask {
  /** A task with the machine's clock. */
  public EdFiXmlSourceTask() {
    super(Clock.systemUTC());
  }

  @Override
  protected Source read(Map<String, String> config) {
    EdFiXmlSourceSettings settings = EdFiXmlSourceConfig.read(config);
    return new Source(settings.files(), settings.sets());
  }
}
