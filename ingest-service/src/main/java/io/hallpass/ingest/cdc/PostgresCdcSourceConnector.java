package io.hallpass.ingest.cdc;

import io.hallpass.ingest.connect.HallpassSourceConnector;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;

/**
 * Follows a vendor's PostgreSQL database through its write-ahead log, with Debezium inside, into a
 * district's raw topics: of each row only the columns a mapping uses, as text. Kind {@code
 * postgres-cdc}. {@link CdcPublication} prepares the database.
 */
public final class PostgresCdcSourceConnector extends HallpassSourceConnector {
  @Override
  public ConfigDef config() {
    return PostgresCdcConfig.definition();
  }

  @Override
  protected void check(Map<String, String> config) {
    PostgresCdcConfig.read(config);
  }

  @Override
  protected String mainKey() {
    return "tables";
  }

  @Override
  public Class<? extends Task> taskClass() {
    return PostgresCdcSourceTask.class;
  }
}
