package io.hallpass.synthetic;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;

/** Starts a PostgreSQL server for a SIS. */
public final class SisServer {
  private static final Duration LONGEST =
      Duration.ofMinutes(Integer.getInteger("hallpass.wait.minutes", 6));

  private SisServer() {}

  /** A server on a free port. */
  public static EmbeddedPostgres start() throws IOException {
    try {
      return builder().start();
    } catch (IOException e) {
      // Its port is chosen long before it listens there, and another may have come first.
      return builder().start();
    }
  }

  private static EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder().setPGStartupWait(LONGEST);
  }
}
