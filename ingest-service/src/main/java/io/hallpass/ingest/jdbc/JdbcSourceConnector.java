package io.hallpass.ingest.jdbc;

import io.hallpass.ingest.connect.HallpassSourceConnector;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;

/**
 * Asks a vendor's database again and again, through JDBC, for systems that do not offer their
 * changes: rows whose timestamp says that they changed, and from time to time all of them. Of each
 * row only the columns a mapping uses, as text. Kind {@code jdbc-query}.
 */
public final class JdbcSourceConnector extends HallpassSourceConnector {
  @Override
  public ConfigDef config() {
    return JdbcSourceConfig.definition();
  }

  @Override
  protected void check(Map<String, String> config) {
    JdbcSourceConfig.read(config);
  }

  @Override
  protected String mainKey() {
    return "resources";
  }

  @Override
  public Class<? extends Task> taskClass() {
    return JdbcSourceTask.class;
  }
}
