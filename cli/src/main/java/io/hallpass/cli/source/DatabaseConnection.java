package io.hallpass.cli.source;

import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.config.References;
import io.hallpass.runtime.config.YamlNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How to reach a vendor's PostgreSQL database.
 *
 * @param password a reference, never the password
 */
record DatabaseConnection(String host, int port, String database, String user, String password) {
  private static final int LOGIN_SECONDS = 10;

  /** Reads it; empty, with problems, where it cannot be used. */
  static Optional<DatabaseConnection> read(YamlNode node) {
    Map<String, YamlNode> entries =
        node.entries(Set.of("host", "database", "user", "password"), Set.of("port"));
    Optional<String> password = SourceReader.secret(entries, "password");
    Optional<String> host = SourceReader.text(entries, "host");
    Optional<String> database = SourceReader.text(entries, "database");
    Optional<String> user = SourceReader.text(entries, "user");
    int port =
        Optional.ofNullable(entries.get("port")).flatMap(n -> n.number(1, 65535)).orElse(5432);
    if (host.isEmpty() || database.isEmpty() || user.isEmpty() || password.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new DatabaseConnection(host.get(), port, database.get(), user.get(), password.get()));
  }

  /**
   * Connects.
   *
   * @throws ConfigException where the password's reference leads nowhere
   */
  Connection connect() throws SQLException {
    Optional<String> resolved = References.ofProcess().resolve(password);
    if (resolved.isEmpty()) {
      throw new ConfigException(
          List.of("connection.password: " + password + " cannot be resolved here"));
    }
    DriverManager.setLoginTimeout(LOGIN_SECONDS);
    return DriverManager.getConnection(
        "jdbc:postgresql://" + host + ":" + port + "/" + database, user, resolved.get());
  }

  /** The server's own words could repeat what was sent to it; its SQLSTATE cannot. */
  String unreachable(SQLException e) {
    String where = host + ":" + port + "/" + database;
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (state.startsWith("28")) {
      return where + " refuses user '" + user + "' with this password";
    }
    if (state.startsWith("3D")) {
      return where + ": there is no such database";
    }
    if (state.startsWith("08")) {
      return where + " cannot be reached";
    }
    return where + " refused (SQLSTATE " + state + ")";
  }
}
