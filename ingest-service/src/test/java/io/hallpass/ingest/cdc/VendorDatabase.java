package io.hallpass.ingest.cdc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A real PostgreSQL, as a vendor runs it. */
final class VendorDatabase implements AutoCloseable {
  private final EmbeddedPostgres server;

  VendorDatabase() throws IOException {
    this("logical");
  }

  VendorDatabase(String walLevel) throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setServerConfig("wal_level", walLevel)
            .setServerConfig("max_replication_slots", "20")
            .setServerConfig("max_wal_senders", "20")
            .setServerConfig("fsync", "off")
            .start();
  }

  void run(String... statements) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  Connection connection() throws SQLException {
    return server.getPostgresDatabase().getConnection();
  }

  PostgresCdcSettings settings(String source, CapturedTable... tables) {
    return PostgresCdcSettings.of(
        "everett",
        source,
        2,
        new PostgresCdcSettings.Database(
            "localhost", server.getPort(), "postgres", "postgres", "postgres", "disable"),
        List.of(tables));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
