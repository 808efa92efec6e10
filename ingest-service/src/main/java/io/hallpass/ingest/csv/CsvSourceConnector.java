package io.hallpass.ingest.csv;

import io.hallpass.ingest.connect.HallpassSourceConnector;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;

/**
 * Reads a vendor's CSV files, from a folder or a zip, into a district's raw topics: of each row
 * only the columns a mapping uses, as they were written. Kinds {@code csv} and {@code
 * oneroster-csv}.
 */
public final class CsvSourceConnector extends HallpassSourceConnector {
  @Override
  public ConfigDef config() {
    return CsvSourceConfig.definition();
  }

  @Override
  protected void check(Map<String, String> config) {
    CsvSourceConfig.read(config);
  }

  @Override
  protected String mainKey() {
    return "resources";
  }

  @Override
  public Class<? extends Task> taskClass() {
    return CsvSourceTask.class;
  }
}
