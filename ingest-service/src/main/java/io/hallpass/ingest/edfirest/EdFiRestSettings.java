package io.hallpass.ingest.edfirest;

import io.hallpass.ingest.rest.RestSettings;
import java.util.Map;

/**
 * Everything an Ed-Fi ODS/API source needs to know.
 *
 * @param rest what it shares with other APIs
 * @param changesPath where change queries are, below the API's address
 * @param settleMillis how long to wait between asking for the newest change version and reading up
 *     to it, in milliseconds
 */
public record EdFiRestSettings(RestSettings rest, String changesPath, long settleMillis) {
  /** Settings with the defaults. */
  public static EdFiRestSettings of(RestSettings rest) {
    return new EdFiRestSettings(rest, EdFiRestConfig.CHANGES_PATH, EdFiRestConfig.SETTLE_MILLIS);
  }

  /** The same, with change queries elsewhere. */
  public EdFiRestSettings withChangesPath(String path) {
    return new EdFiRestSettings(rest, path, settleMillis);
  }

  /** The same, with another wait, in milliseconds. */
  public EdFiRestSettings withSettle(long millis) {
    return new EdFiRestSettings(rest, changesPath, millis);
  }

  /** The connector's configuration, as Connect's REST interface takes it. */
  public Map<String, String> connectorConfig() {
    return EdFiRestConfig.write(this);
  }
}
