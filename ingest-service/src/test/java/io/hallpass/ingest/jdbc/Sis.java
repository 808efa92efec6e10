package io.hallpass.ingest.jdbc;

import io.hallpass.ingest.VendorPostgres;
import io.hallpass.ingest.jdbc.JdbcSourceSettings.Login;
import io.hallpass.ingest.jdbc.JdbcSourceSettings.Times;
import io.hallpass.ingest.rest.Loss;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A real PostgreSQL, as a vendor runs it. */
final class Sis implements AutoCloseable {
  static final Duration OVERLAP = Duration.ofMinutes(5);

  private final EmbeddedPostgres server;

  Sis() throws IOException {
    server = VendorPostgres.start(Map.of());
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

  Login login(String user, String password) {
    return new Login(
        "jdbc:postgresql://localhost:" + server.getPort() + "/postgres", user, password);
  }

  /** Changes each minute, everything each day, two rows in memory. */
  JdbcSourceSettings settings(JdbcResource... resources) {
    return settings(login("postgres", "postgres"), resources);
  }

  static JdbcSourceSettings settings(Login login, JdbcResource... resources) {
    return new JdbcSourceSettings(
        "everett",
        "sis",
        3,
        login,
        List.of(resources),
        Set.of(),
        new Times(60_000, 86_400_000, OVERLAP.toMillis()),
        2,
        Loss.DEFAULT);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
