package io.hallpass.ingest;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Map;

/** Starts the PostgreSQL servers that vendors have in tests. */
public final class VendorPostgres {
  private VendorPostgres() {}

  /** A server with these settings, on a free port and in a folder of its own. */
  public static EmbeddedPostgres start(Map<String, String> settings) throws IOException {
    try {
      return builder(settings).start();
    } catch (IOException e) {
      // Its port is chosen long before it listens there, and another may have come first.
      return builder(settings).start();
    }
  }

  private static EmbeddedPostgres.Builder builder(Map<String, String> settings) {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setPGStartupWait(Patience.LONGEST)
            .setServerConfig("fsync", "off");
    settings.forEach(builder::setServerConfig);
    return builder;
  }
}
