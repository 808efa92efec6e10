package io.hallpass.ingest.onerosterrest;

import io.hallpass.ingest.rest.RestSettings;
import java.util.Map;

/**
 * Everything a OneRoster API source needs to know.
 *
 * @param rest what it shares with other APIs
 * @param overlapMillis how far before the last look a look for changes goes back, in milliseconds
 */
public record OneRosterRestSettings(RestSettings rest, long overlapMillis) {
  /** Settings with the default overlap. */
  public static OneRosterRestSettings of(RestSettings rest) {
    return new OneRosterRestSettings(rest, OneRosterRestConfig.OVERLAP_MILLIS);
  }

  /** The connector's configuration, as Connect's REST interface takes it. */
  public Map<String, String> connectorConfig() {
    return OneRosterRestConfig.write(this);
  }
}
