package io.hallpass.ingest.edfirest;

import io.hallpass.ingest.connect.HallpassSourceConnector;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;

/**
 * Reads an Ed-Fi ODS/API, versions 5.3 to 7, into a district's raw topics: of each object only what
 * a mapping uses, as it was written. Kind {@code edfi-rest}.
 */
public final class EdFiRestSourceConnector extends HallpassSourceConnector {
  @Override
  public ConfigDef config() {
    return EdFiRestConfig.definition();
  }

  @Override
  protected void check(Map<String, String> config) {
    EdFiRestConfig.read(config);
  }

  @Override
  protected String mainKey() {
    return "resources";
  }

  @Override
  public Class<? extends Task> taskClass() {
    return EdFiRestSourceTask.class;
  }
}
