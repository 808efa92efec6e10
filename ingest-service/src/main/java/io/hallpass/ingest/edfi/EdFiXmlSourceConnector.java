package io.hallpass.ingest.edfi;

import io.hallpass.ingest.connect.HallpassSourceConnector;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;

/**
 * Reads sets of Ed-Fi XML interchanges, from a folder or a zip, into a district's raw topics: of
 * each element only what a mapping uses, as it was written. Kind {@code edfi-xml}.
 */
public final class EdFiXmlSourceConnector extends HallpassSourceConnector {
  @Override
  public ConfigDef config() {
    return EdFiXmlSourceConfig.definition();
  }

  @Override
  protected void check(Map<String, String> config) {
    EdFiXmlSourceConfig.read(config);
  }

  @Override
  protected String mainKey() {
    return "resources";
  }

  @Override
  public Class<? extends Task> taskClass() {
    return EdFiXmlSourceTask.class;
  }
}
