package io.hallpass.ingest.onerosterrest;

import io.hallpass.ingest.connect.HallpassSourceConnector;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;

/**
 * Reads a OneRoster API, version 1.1 or 1.2, into a district's raw topics: of each object only what
 * a mapping uses, as it was written. Kind {@code oneroster-rest}.
 */
public final class OneRosterRestSourceConnector extends HallpassSourceConnector {
  @Override
  public ConfigDef config() {
    return OneRosterRestConfig.definition();
  }

  @Override
  protected void check(Map<String, String> config) {
    OneRosterRestConfig.read(config);
  }

  @Override
  protected String mainKey() {
    return "resources";
  }

  @Override
  public Class<? extends Task> taskClass() {
    return OneRosterRestSourceTask.class;
  }
}
